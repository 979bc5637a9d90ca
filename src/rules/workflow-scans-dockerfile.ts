import { defineRule, type Verdict } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { combine, couldNotRead, fail, notApplicable } from '../model/check/verdicts.ts';
import { describeLook, judgeLook, type Look } from './shared/pipelines/looks-at.ts';
import { inputOf, optionOf, silencedBy } from './shared/pipelines/silent-options.ts';
import { passLooks } from './shared/pipelines/proven.ts';
import { runsUnnamed } from './shared/pipelines/open-values.ts';
import { judgeUnnamedImages } from './shared/unnamed-images.ts';
import { includedElsewhere, unreadPipeline } from './shared/unread-pipelines.ts';
import type { PipelineStep } from '../model/pipelines/pipeline-facts.ts';
import { containerPrograms } from '../parse/shell/vocabulary.ts';

export default defineRule({
  kind: 'checked',
  id: 'workflow-scans-dockerfile',
  group: 'pipeline',
  severity: 'note',
  force: 'may',
  summary: 'The pipeline scans the Dockerfile for misconfiguration',
  rationale:
    'Information Governance may ask for a security scan of the Dockerfile. Trivy makes the report; its findings inform, they need not all be fixed. Checkov and KICS count as well.',
  source: testingGuide('1. Scanning the container Dockerfile'),
  check: (facts) => {
    const { pipelines, files } = facts;
    const others = judgeUnnamedImages(facts, 'scans');
    const judged = (verdict: Verdict, scansAll = false): Verdict =>
      scansAll ? verdict : combine([verdict, ...others], '');
    const looks = pipelines.flatMap((pipeline) =>
      pipeline.steps.flatMap((step) =>
        looksOf(step).map((look) => {
          const { why, ...described } = describeLook(look, step, pipeline, facts);
          return { ...described, ...look, why: why ?? look.silenced };
        }),
      ),
    );
    const good = looks.filter(({ why }) => why === undefined);
    if (good.length > 0) return judged(passLooks('scan', good, facts), good[0]?.words.some(isWholeFolder));
    const [other] = looks;
    if (other !== undefined) return judgeLook(other.says, other);
    const broken = pipelines.find(({ unread }) => unread !== undefined);
    if (broken !== undefined) return couldNotRead(broken.path, broken.unread?.reason ?? '', broken.unread?.line);
    const [first] = pipelines;
    if (first === undefined) return unreadPipeline({ files }) ?? notApplicable('the project has no pipeline');
    const elsewhere = includedElsewhere(facts) ?? runsUnnamed(pipelines, facts);
    if (elsewhere !== undefined) return elsewhere;
    return fail({
      message: 'no pipeline scans the Dockerfile',
      location: { file: first.path },
      fix: 'add a step that runs trivy config Dockerfile and keeps its report',
    });
  },
  good: [
    {
      title: 'Trivy',
      files: {
        '.github/workflows/container.yml':
          'on: push\njobs:\n  scan:\n    steps:\n      - run: trivy config --format sarif Dockerfile\n',
      },
    },
    {
      title: 'the action',
      files: {
        '.github/workflows/container.yml':
          'on: push\njobs:\n  scan:\n    steps:\n      - uses: aquasecurity/trivy-action@ed142fd0673e97e23eac54620cfb913e5ce36c25\n        with:\n          scan-type: config\n',
      },
    },
  ],
  bad: [
    {
      title: 'only the image',
      files: { '.github/workflows/container.yml': 'jobs:\n  scan:\n    steps:\n      - run: trivy image app:1\n' },
    },
  ],
});

interface Scan extends Look {
  readonly says: string;
  /** Why it finds nothing of weight. */
  readonly silenced?: string | undefined;
}

function looksOf({ uses, inputs, commands, line }: PipelineStep): readonly Scan[] {
  const run = commands.filter(
    ({ program, words }) =>
      ((program === 'trivy' || containerPrograms.has(program)) &&
        (program === 'trivy' || words.some((word) => /\/trivy(?::|@|$)/.test(word))) &&
        (words.includes('config') || words.some((word) => /misconfig/.test(word)))) ||
      program === 'checkov' ||
      program === 'kics',
  );
  if (run.length > 0)
    return run.map((command) => ({
      ...command,
      says: `${command.program} ${command.words.slice(1, 3).join(' ')}`,
      silenced: silencedBy(optionOf(command), 'dockerfile', command.words.includes('config')),
    }));
  const [action, at] = [uses?.action ?? '', uses?.line ?? line];
  if (
    action.endsWith('trivy-action') &&
    (inputs['scan-type'] === 'config' || /misconfig/.test(inputs['scanners'] ?? ''))
  )
    return [
      {
        words: [inputs['scan-ref'] ?? '.'],
        line: at,
        says: 'trivy-action scans the configuration',
        silenced: silencedBy(inputOf({ inputs }), 'dockerfile', inputs['scan-type'] === 'config'),
      },
    ];
  return /(?:checkov-action|kics-github-action)$/.test(action)
    ? [{ words: [], line: at, says: `${action} scans the configuration` }]
    : [];
}

/** A scan of the folder looks at every Dockerfile below it. */
function isWholeFolder(word: string): boolean {
  return word === '.' || word === './';
}
