import type { Verdict } from '../../../model/check/rule.ts';
import { notApplicable, unknown } from '../../../model/check/verdicts.ts';
import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import { containerPrograms } from '../../../parse/shell/vocabulary.ts';

/** Of a pipeline in which no step is seen to push or to scan: unknown where it logs in to a registry all the same. */
export function judgeWithoutPush({ path, steps }: PipelineFacts): Verdict {
  const builds = steps.some(
    ({ commands, uses }) =>
      uses?.action === 'docker/build-push-action' ||
      commands.some(
        ({ program, words }) =>
          (containerPrograms.has(program) || program === 'kaniko' || program === 'executor') && words.includes('build'),
      ),
  );
  if (builds && steps.some(logsIn))
    return unknown(`${path} builds an image and logs in to a registry, and no step says what it pushes`, {
      file: path,
    });
  return notApplicable(builds ? `${path} builds an image and pushes none` : `${path} builds and pushes no image`);
}

/** Whoever logs in to a registry means to push, or to pull what nobody else may. */
function logsIn({ uses, commands }: PipelineStep): boolean {
  return (
    uses?.action === 'docker/login-action' ||
    commands.some(({ program, words }) => containerPrograms.has(program) && words[1] === 'login')
  );
}
