import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readYaml } from '../text/located-yaml.ts';
import { circleSteps } from './circleci/circle-steps.ts';
import { expandCommands } from './recipes.ts';
import { Followed, FollowedFiles } from './followed.ts';
import { githubSteps, isCalledOnly, isOfTags, namesOf } from './github-steps.ts';
import { gitlabSteps } from './gitlab/gitlab-steps.ts';
import { startOf } from './gates.ts';
import { within } from './one-shell.ts';
import { imagesOfCommands, pushesOfCommands } from './run-images.ts';

export { FollowedFiles };

/** Whether a path is that of a pipeline, and whose. */
export function pipelineSystem(path: string): PipelineFacts['system'] | undefined {
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return 'github';
  if (/^\.circleci\/config\.ya?ml$/.test(path)) return 'circleci';
  return /^\.gitlab-ci\.ya?ml$/.test(path) ? 'gitlab' : undefined;
}

/**
 * Reads a GitHub workflow, a GitLab pipeline or a CircleCI one: its steps in the order in which they run, with those of the
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
  missPushing(commands, followed);
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

/** What a script does by its name, and with what. */
const pushing = /push|publish|deploy|upload|release/i;
const withImages = /docker|image|container|registry|hub|^push/i;
const shells = new Set(['bash', 'dash', 'sh', 'zsh']);

/** A script that is called after a push and is not among the files, as one that a step fetches: what it pushes, and under which name, nobody sees. */
function missPushing(commands: readonly ShellCommand[], followed: Followed): void {
  for (const { program, words, directory, line } of commands) {
    const script = shells.has(program) ? words.slice(1).find((word) => !word.startsWith('-')) : program;
    if (script === undefined || !(shells.has(program) || /\/|\.sh$/.test(script))) continue;
    const name = script.slice(script.lastIndexOf('/') + 1);
    if (!pushing.test(name) || !withImages.test(name) || followed.text(within(script, directory ?? '')) !== undefined)
      continue;
    followed.missPush(`runs ${script}`, followed.path, line);
  }
}
