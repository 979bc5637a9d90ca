import { defineRule, type Verdict } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { combine, couldNotRead, fail, notApplicable, pass } from '../model/check/verdicts.ts';
import { runsUnnamed } from './shared/pipelines/open-values.ts';
import { judgeUnnamedImages } from './shared/unnamed-images.ts';
import { includedElsewhere, unreadPipeline } from './shared/unread-pipelines.ts';
import { containerPrograms } from '../parse/shell/vocabulary.ts';

export default defineRule({
  kind: 'checked',
  id: 'workflow-scans-dockerfile',
  group: 'pipeline',
  severity: 'note',
  force: 'may',
  summary: 'The pipeline scans the Dockerfile for misconfiguration',
  rationale:
    'Information Governance may ask for a security scan of the Dockerfile. Trivy makes the report; its findings inform, they need not all be fixed.',
  source: testingGuide('1. Scanning the container Dockerfile'),
  check: (facts) => {
    const { pipelines, files } = facts;
    const others = judgeUnnamedImages(facts, 'scans');
    const judged = (verdict: Verdict, scansAll = false): Verdict =>
      scansAll ? verdict : combine([verdict, ...others], '');
    for (const { path: whole, steps } of pipelines) {
      for (const { uses, inputs, commands, line, file: path = whole } of steps) {
        const command = commands.find(
          ({ program, words }) =>
            ((program === 'trivy' || containerPrograms.has(program)) &&
              (program === 'trivy' || words.some((word) => /\/trivy(?::|@|$)/.test(word))) &&
              (words.includes('config') || words.some((word) => /misconfig/.test(word)))) ||
            program === 'checkov' ||
            program === 'kics',
        );
        if (command !== undefined)
          return judged(
            pass(`${command.program} ${command.words.slice(1, 3).join(' ')}`, { file: path, line: command.line }),
            command.words.some(isWholeFolder),
          );
        if (
          uses?.action.endsWith('trivy-action') === true &&
          (inputs['scan-type'] === 'config' || /misconfig/.test(inputs['scanners'] ?? ''))
        )
          return judged(
            pass('trivy-action scans the configuration', { file: path, line: uses?.line ?? line }),
            isWholeFolder(inputs['scan-ref'] ?? '.'),
          );
        if (/(?:checkov-action|kics-github-action)$/.test(uses?.action ?? ''))
          return judged(
            pass(`${uses?.action ?? ''} scans the configuration`, { file: path, line: uses?.line ?? line }),
          );
      }
    }
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
          'jobs:\n  scan:\n    steps:\n      - run: trivy config --format sarif Dockerfile\n',
      },
    },
    {
      title: 'the action',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  scan:\n    steps:\n      - uses: aquasecurity/trivy-action@ed142fd0673e97e23eac54620cfb913e5ce36c25\n        with:\n          scan-type: config\n',
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

/** A scan of the folder looks at every Dockerfile below it. */
function isWholeFolder(word: string): boolean {
  return word === '.' || word === './';
}
