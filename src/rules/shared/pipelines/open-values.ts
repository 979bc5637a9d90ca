import type { PipelineFacts } from '../../../model/pipelines/pipeline-facts.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { isUnset, namesSet, variablesIn } from '../../../parse/pipelines/open-variables.ts';
import { imagesOfCommands } from '../../../parse/pipelines/run-images.ts';
import { spellExpressions } from '../../../parse/pipelines/pipeline-text.ts';
import { once } from '../once.ts';

/** The first variable of a text that no file gives a value; nothing where each has one, or has it from the run itself, as a commit. */
export function unsetIn(
  text: string,
  pipeline: PipelineFacts,
  { byPath }: Pick<ProjectFacts, 'byPath'>,
): string | undefined {
  if (!/[$%]/.test(text)) return undefined;
  const sets = once(
    pipeline,
    'names that its files set',
    () => new Set([pipeline.path, ...(pipeline.files ?? [])].flatMap((path) => namesSet(byPath.get(path)?.text ?? ''))),
  );
  return variablesIn(text).find((name) => isUnset(name, sets));
}

/** Whether a text holds a variable whose value the files do not show. */
export function isOpen(text: string): boolean {
  return /[$%]/.test(text);
}

/** A text of a pipeline for a message: expressions as they stand in the file. */
export function spell(text: string): string {
  return spellExpressions(text);
}

/** Whether a pipeline builds, tags or pushes an image under this very name: nobody else has made it. */
export function makesImage({ steps }: PipelineFacts, image: string): boolean {
  return steps.some(
    ({ commands, inputs, pushes, uses }) =>
      pushes.some(({ text }) => text === image) ||
      (uses?.action === 'docker/build-push-action' && (inputs['tags'] ?? '').split(/[\s,]+/).includes(image)) ||
      commands.some(
        ({ words }) =>
          (words.includes('build') || words.includes('bud') || words.includes('tag') || words.includes('load')) &&
          words.some((word) => word === image || word === `--tag=${image}`),
      ),
  );
}

/**
 * A pipeline that runs a program, or a container of an image, whose name stands in a variable that no file sets: it may be the one that is
 * asked for. Nothing where there is none.
 */
export function runsUnnamed(
  pipelines: readonly PipelineFacts[],
  facts: Pick<ProjectFacts, 'byPath'>,
): Verdict | undefined {
  for (const pipeline of pipelines)
    for (const { commands, file = pipeline.path } of pipeline.steps)
      for (const command of commands) {
        if (!command.words.some(isOpen)) continue;
        const [image] = imagesOfCommands([command]);
        const text = /^[$%]/.test(command.words[0] ?? '') ? (command.words[0] ?? '') : (image?.text ?? '');
        if (/^[$%]/.test(text) && unsetIn(text, pipeline, facts) !== undefined)
          return unknown(`${pipeline.path} runs ${spell(text)}, and which program that is, no file says`, {
            file,
            line: command.line,
          });
      }
  return undefined;
}
