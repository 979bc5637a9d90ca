import type { PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../../text/located-yaml.ts';
import type { Followed } from '../followed.ts';
import { emptyStep, image, scriptOf, variablesOf, type Image, type Variables } from '../pipeline-text.ts';
import { imagesOfCommands, pushesOfCommands } from '../run-images.ts';

/** A job of a CircleCI workflow with the jobs that it requires. */
function requirementsOf({ text, entries }: LocatedNode): readonly (readonly [string, readonly string[]])[] {
  if (text !== undefined) return [[text, []]];
  return [...entries].map(([name, job]) => [
    name,
    (job.entries.get('requires')?.items ?? []).flatMap((each) => each.text ?? []),
  ]);
}

/** Words of a step of an orb that may push an image: `docker/publish`, `aws-ecr/build_and_push_image`. */
const pushing = /publish|push|deploy|release|docker|ecr|gcr|acr|artifact/i;

/**
 * Orbs, images of jobs and executors, and commands of CircleCI's jobs and of the commands that they share; the workflows say which job waits
 * for which.
 */
export function circleSteps(root: LocatedNode, followed: Followed): PipelineStep[] {
  for (const workflow of root.entries.get('workflows')?.entries.values() ?? [])
    for (const item of workflow.entries.get('jobs')?.items ?? [])
      for (const [name, required] of requirementsOf(item)) {
        // What it waits for in each workflow that starts it.
        const before = followed.waits.get(name);
        followed.waits.set(name, before === undefined ? required : before.filter((each) => required.includes(each)));
        if (name.includes('/')) followed.miss(`runs ${name} of an orb`, followed.path, item.line);
      }
  const part = (key: string): (readonly [string, LocatedNode])[] => [...(root.entries.get(key)?.entries ?? [])];
  return [
    ...part('orbs').flatMap(([name, orb]) => usesOrb(name, orb)),
    ...part('executors').flatMap(([name, executor]) => runsIn(name, executor)),
    ...[...part('jobs'), ...part('commands')].flatMap(([name, job]) => [
      ...runsIn(name, job),
      ...stepsOf(
        job.entries.get('steps')?.items ?? [],
        name,
        variablesOf(job.entries.get('environment'), {}),
        followed,
      ),
    ]),
  ];
}

/** `docker: circleci/docker@2.1.4`; an orb that is written out in the file is the file's own. */
function usesOrb(name: string, { text = '', line }: LocatedNode): PipelineStep[] {
  const at = text.lastIndexOf('@');
  return at <= 0
    ? []
    : [{ ...emptyStep(name, line), uses: { action: text.slice(0, at), ref: text.slice(at + 1), line } }];
}

/** The images that a job or an executor runs in. */
function runsIn(name: string, { entries, line }: LocatedNode): PipelineStep[] {
  const images = (entries.get('docker')?.items ?? []).flatMap((each): Image[] =>
    // `<< parameters.tag >>` has a value only when it runs.
    image(each.entries.get('image'), {}).map((named) => ({
      ...named,
      text: named.text.replaceAll(/<<[ \t]*([\w.-]+)[ \t]*>>/g, '%{{$1}}'),
    })),
  );
  return images.length === 0 ? [] : [{ ...emptyStep(name, line), images }];
}

function stepsOf(
  steps: readonly LocatedNode[],
  job: string,
  variables: Variables,
  followed: Followed,
): readonly PipelineStep[] {
  return steps.flatMap((step): readonly PipelineStep[] => {
    const name = step.text ?? [...step.entries.keys()][0] ?? '';
    if (/^[\w-]+\/[\w-]+$/.test(name) && pushing.test(name))
      followed.miss(`runs ${name} of an orb`, followed.path, step.line);
    const inner = step.entries.get('when') ?? step.entries.get('unless');
    if (inner !== undefined) return stepsOf(inner.entries.get('steps')?.items ?? [], job, variables, followed);
    const run = step.entries.get('run');
    const script = run?.entries.get('command') ?? run;
    if (script?.text === undefined) return [];
    const commands = scriptOf(script, variablesOf(run?.entries.get('environment'), variables));
    return [
      {
        ...emptyStep(job, step.line),
        commands,
        images: imagesOfCommands(commands),
        pushes: pushesOfCommands(commands),
      },
    ];
  });
}
