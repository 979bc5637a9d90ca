import { defineRule, type Verdict } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { combine, couldNotRead, fail, notApplicable } from '../model/check/verdicts.ts';
import { describeLook, judgeLook, type Look } from './shared/pipelines/looks-at.ts';
import { runsUnnamed } from './shared/pipelines/open-values.ts';
import { passLooks } from './shared/pipelines/proven.ts';
import { judgeHook } from './shared/pipelines/lint-hooks.ts';
import { judgeUnnamedImages } from './shared/unnamed-images.ts';
import { includedElsewhere, unreadPipeline } from './shared/unread-pipelines.ts';
import type { PipelineStep } from '../model/pipelines/pipeline-facts.ts';
import { containerPrograms } from '../parse/shell/vocabulary.ts';

export default defineRule({
  kind: 'checked',
  id: 'workflow-lints-dockerfile',
  group: 'pipeline',
  severity: 'warning',
  force: 'should',
  summary: 'Every change of the Dockerfile is linted with hadolint',
  rationale:
    'The linter hadolint knows common mistakes of Dockerfiles and of the shell in them. Where it runs by itself, nobody forgets it. Asked of every project that has a pipeline, whether or not the pipeline builds an image; linters that do not name hadolint do not count.',
  source: buildGuide('2.1'),
  check: (facts) => {
    const { pipelines, files, folder } = facts;
    const others = judgeUnnamedImages(facts, 'lints');
    const judged = (verdict: Verdict): Verdict => combine([verdict, ...others], '');
    const looks = pipelines.flatMap((pipeline) =>
      pipeline.steps.flatMap((step) => looksOf(step).map((look) => describeLook(look, step, pipeline, facts))),
    );
    const good = looks.filter(({ why }) => why === undefined);
    if (good.length > 0)
      return judged(
        passLooks(
          'lint',
          good.map(({ location }) => ({ says: 'hadolint is run', location })),
          facts,
        ),
      );
    // pre-commit looks for its file at the root of a repository only.
    const hooks = folder !== undefined ? undefined : files.find(({ path }) => path === '.pre-commit-config.yaml');
    const hook = hooks?.text === undefined ? undefined : judgeHook(hooks.path, hooks.text);
    if (hook !== undefined) return hook;
    const [other] = looks;
    if (other !== undefined) return judgeLook('hadolint is run', other);
    const broken = pipelines.find(({ unread }) => unread !== undefined);
    if (broken !== undefined) return couldNotRead(broken.path, broken.unread?.reason ?? '', broken.unread?.line);
    const [first] = pipelines;
    if (first === undefined) return unreadPipeline({ files }) ?? notApplicable('the project has no pipeline');
    const elsewhere = includedElsewhere(facts) ?? runsUnnamed(pipelines, facts);
    if (elsewhere !== undefined) return elsewhere;
    return fail({
      message: 'no pipeline and no pre-commit hook runs hadolint',
      location: { file: first.path },
      fix: 'add a step that runs hadolint Dockerfile',
    });
  },
  good: [
    {
      title: 'in a workflow',
      files: {
        '.github/workflows/container.yml':
          'on: push\njobs:\n  lint:\n    steps:\n      - run: docker run --rm -i ghcr.io/hadolint/hadolint < Dockerfile\n',
      },
    },
    {
      title: 'as a hook',
      files: {
        '.github/workflows/test.yml': 'jobs: {}\n',
        '.pre-commit-config.yaml':
          'repos:\n  - repo: https://github.com/hadolint/hadolint\n    rev: v2.12.0\n    hooks:\n      - id: hadolint-docker\n',
      },
    },
  ],
  bad: [
    {
      title: 'nowhere',
      files: { '.github/workflows/container.yml': 'jobs:\n  build:\n    steps:\n      - run: docker build .\n' },
    },
  ],
});

function looksOf({ uses, inputs, commands, images, line }: PipelineStep): readonly Look[] {
  const run = commands.filter(
    ({ program, words }) =>
      (program === 'hadolint' && !words.some((word) => /^(?:-h|--help|-v|--version)$/.test(word))) ||
      (containerPrograms.has(program) && words.some((word) => /(?:^|\/)hadolint(?::|@|$)/.test(word))),
  );
  const isNamed =
    /(?:^|\/)hadolint/.test(uses?.action ?? '') || images.some(({ text }) => /(?:^|\/)hadolint/.test(text));
  if (run.length > 0 || !isNamed) return run;
  return [{ words: [inputs['dockerfile'] ?? ''], line: uses?.line ?? line }];
}
