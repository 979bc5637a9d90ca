import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import { readYaml, type LocatedNode } from '../text/located-yaml.ts';
import { expandCommands } from './recipes.ts';
import { Followed, FollowedFiles } from './followed.ts';
import { githubSteps, isCalledOnly, isOfTags, namesOf } from './github-steps.ts';
import { gitlabSteps } from './gitlab-steps.ts';
import { startOf } from './gates.ts';
import { emptyStep, scriptOf } from './pipeline-text.ts';
import { imagesOfCommands, pushesOfCommands } from './run-images.ts';

export { FollowedFiles };

/** Whether a path is that of a pipeline, and whose. */
export function pipelineSystem(path: string): PipelineFacts['system'] | undefined {
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return 'github';
  if (/^\.circleci\/config\.ya?ml$/.test(path)) return 'circleci';
  return /^\.gitlab-ci\.ya?ml$/.test(path) ? 'gitlab' : undefined;
}

/**
 * Reads a GitHub workflow, a GitLab pipeline or the commands of a CircleCI one: its steps in the order in which they run, with those of the
 * workflows, actions and included files of the repository itself. `files`: what the pipelines of one project share.
 */
export function readPipeline(
  path: string,
  text: string,
  system: PipelineFacts['system'],
  files = new FollowedFiles(new Map()),
  others: readonly string[] = [],
): PipelineFacts {
  const read = readYaml(text);
  if ('problem' in read) return { path, system, steps: [], unread: read.problem };
  const root = system === 'gitlab' ? read.documents.at(-1) : read.documents[0];
  if (root === undefined || root.entries.size === 0)
    return { path, system, steps: [], unread: { reason: 'it holds no pipeline', line: 1 } };
  const followed = new Followed(path, files, others);
  const steps = { github: githubSteps, gitlab: gitlabSteps, circleci: circleSteps }[system](root, followed);
  const whole = steps.map((step) => withRecipes(step, followed));
  const start = system === 'github' ? startOf(root) : undefined;
  return {
    path,
    system,
    steps: whole,
    waits: followed.waits,
    files: [...followed.paths],
    elsewhere: followed.elsewhere,
    ...(system === 'github' ? namesOf(root) : {}),
    ...(system === 'github' && isCalledOnly(root) ? { isCalledOnly: true } : {}),
    ...(start === undefined ? {} : { start }),
    ...(system === 'github' && isOfTags(root) ? { isOfTags: true } : {}),
  };
}

/** What make, just and scripts of the project do for a step counts as the step's own. */
function withRecipes(step: PipelineStep, followed: Followed): PipelineStep {
  const commands = expandCommands(step.commands, followed);
  if (commands.length === step.commands.length) return step;
  const own = new Set(step.commands);
  const added = commands.filter((command) => !own.has(command));
  return {
    ...step,
    commands,
    images: [...step.images, ...imagesOfCommands(added)],
    pushes: [...step.pushes, ...pushesOfCommands(added)],
  };
}

/** A job of a CircleCI workflow with the jobs that it requires. */
function requirementsOf({ text, entries }: LocatedNode): readonly (readonly [string, readonly string[]])[] {
  if (text !== undefined) return [[text, []]];
  return [...entries].map(([name, job]) => [
    name,
    (job.entries.get('requires')?.items ?? []).flatMap((each) => each.text ?? []),
  ]);
}

/** Commands of CircleCI's jobs and of the commands that they share; the workflows say which job waits for which. */
function circleSteps(root: LocatedNode, followed: Followed): PipelineStep[] {
  for (const workflow of root.entries.get('workflows')?.entries.values() ?? [])
    for (const item of workflow.entries.get('jobs')?.items ?? [])
      for (const [name, required] of requirementsOf(item)) {
        // What it waits for in each workflow that starts it.
        const before = followed.waits.get(name);
        followed.waits.set(name, before === undefined ? required : before.filter((each) => required.includes(each)));
        if (name.includes('/')) followed.miss(`runs ${name} of an orb`, followed.path, item.line);
      }
  const parts = ['jobs', 'commands'].flatMap((key) => [...(root.entries.get(key)?.entries ?? [])]);
  return parts.flatMap(([name, part]) =>
    (part.entries.get('steps')?.items ?? []).flatMap((step) => {
      const run = step.entries.get('run');
      const script = run?.entries.get('command') ?? run;
      if (script?.text === undefined) return [];
      const commands = scriptOf(script, {});
      return [
        {
          ...emptyStep(name, step.line),
          commands,
          images: imagesOfCommands(commands),
          pushes: pushesOfCommands(commands),
        },
      ];
    }),
  );
}
