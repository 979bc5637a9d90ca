import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { groupBy } from '../../shared/group-by.ts';
import { buildsOfCommand, fromRoot } from '../pipelines/build-contexts.ts';
import { writtenBy } from './written-by.ts';
import { isKnownAction, isKnownCommand, type Images } from './known-steps.ts';
import { containerPrograms } from '../shell/vocabulary.ts';
import { describeGiven } from './given-to-steps.ts';
import { isBuild, namesThatGoOut, optionsOf } from './pushed-builds.ts';
import type { Taken } from './rewritten-sources.ts';

/** A project's own build, and the commands that this version writes into its pipelines. */
export interface Looked extends Taken {
  /** As {@link nameCommand} names them. */
  readonly written?: ReadonlySet<string>;
}

/** A command of a generated pipeline, wherever it stands. */
export function nameCommand(
  { program, words, writes, assignments, stdin, directory = '' }: ShellCommand,
  isAtRoot: boolean,
): string {
  return JSON.stringify([program, words, writes, assignments, stdin?.text, isAtRoot ? directory : '']);
}

/** They give a name of a registry another image, wherever they stand. */
const copying = new Set(['crane', 'oras', 'regctl', 'skopeo', 'gcrane', 'img', 'buildctl']);

/** Whether a command gives a name of a registry another image than a build of the job made: by a program of its own, or by an engine's that needs no image here. */
function isCopying({ command }: Deed): boolean {
  if (command === undefined) return false;
  const { program, words } = command;
  const said = words.slice(1, 4).join(' ');
  return (
    copying.has(program) ||
    (program === 'cosign' && /^(?:copy|load)\b/.test(said)) ||
    (containerPrograms.has(program) && /^(?:buildx imagetools create|manifest )/.test(said))
  );
}

/** One thing that a job does. */
interface Deed {
  readonly step: PipelineStep;
  readonly line: number;
  readonly command?: ShellCommand;
  /** What stands around the step, in words. */
  readonly given?: string;
}

/**
 * The first step of each pipeline that stands where the image is made ready to go out, and that is neither one that this version writes nor of a closed
 * list that leaves project and image alone: nobody knows then that what was rehearsed is what goes out. In words that end a sentence.
 */
export function findUnlooked(pipelines: readonly PipelineFacts[], looked: Looked): readonly string[] {
  const isPushed = pipelines.some(({ steps }) => steps.some(({ pushes }) => pushes.length > 0));
  return pipelines
    .filter(({ unread }) => unread === undefined)
    .flatMap((pipeline) => {
      const pushed = namesThatGoOut(pipeline);
      // Jobs of GitHub begin with a checkout; elsewhere files go on from one job to the next.
      const jobs = [...groupBy(pipeline.steps, ({ job }) => (pipeline.system === 'github' ? job : '')).values()];
      const found = jobs.map((steps) =>
        findInJob(steps, { pushed, isPushed, looked, isGithub: pipeline.system === 'github' }),
      );
      const [first] = found.flatMap((each) => (typeof each === 'object' ? each : []));
      if (first !== undefined) return [`${first.step.file ?? pipeline.path}:${String(first.line)} ${describe(first)}`];
      // Actions of the repository that were not read, in whatever job; where files go on from job to job, jobs of others too.
      const unread = pipeline.elsewhere?.find(({ does }) =>
        pipeline.system === 'github' ? does.startsWith('uses ./') : !does.startsWith('starts'),
      );
      return unread === undefined || found.every((each) => each === 'nothing goes out')
        ? []
        : [`${unread.file}:${String(unread.line)} ${unread.does} ${notLookedAt}`];
    });
}

interface Surroundings {
  readonly pushed: ReadonlySet<string>;
  readonly isPushed: boolean;
  readonly isGithub: boolean;
  readonly looked: Looked;
}

function findInJob(
  steps: readonly PipelineStep[],
  { pushed, isPushed, looked, isGithub }: Surroundings,
): Deed | 'nothing goes out' | undefined {
  const making = new Set(steps.filter((step) => makes(step)).map(({ job }) => job));
  const deeds = steps.flatMap((step): readonly Deed[] => [
    ...describeGiven(step, making.has(step.job), looked).map((given) => ({ step, line: step.line, ...given })),
    { step, line: step.line },
    ...step.commands.map((command) => ({ step, command, line: command.line })),
  ]);
  const last = deeds.findLastIndex(
    (deed) => isPush(deed) || (builds(deed) && (!isPushed || namesOf(deed).some((name) => pushed.has(name)))),
  );
  if (last < 0) {
    // Into the registry, past every build.
    const copied = isPushed ? deeds.find((deed) => isCopying(deed) && !isWritten(deed, looked)) : undefined;
    return copied ?? 'nothing goes out';
  }
  const made = new Set(deeds.flatMap((deed) => (builds(deed) && isOfOwn(deed, looked) ? namesOf(deed) : [])));
  for (const { command } of deeds) if (command !== undefined) addTagged(command, made);
  const built = new Set([...made, ...deeds.flatMap((deed) => (builds(deed) ? namesOf(deed) : []))]);
  const programs = new Set(deeds.flatMap(({ command }) => command?.program ?? []));
  const written = new Set(
    deeds.flatMap((deed) =>
      deed.command === undefined || isWritten(deed, looked)
        ? []
        : writtenBy(deed.command).files.map((path) => path.split('/').at(-1) ?? ''),
    ),
  );
  const isOther = (deed: Deed): boolean =>
    builds(deed) && !isOfOwn(deed, looked) && namesOf(deed).some((name) => name !== '' && made.has(name));
  return deeds.find((deed, at) =>
    at > last
      ? isCopying(deed) && !isWritten(deed, looked)
      : isOther(deed) ||
        (isGithub && at > 0 && isImage(deed)) ||
        !isKnown(deed, { made, built, pushed, written, programs }, looked),
  );
}

/** An action that is an image: `uses: docker://`. The first step has the images of its job. */
function isImage({ step, command, given }: Deed): boolean {
  const { uses, commands, images, line } = step;
  return (
    command === undefined &&
    given === undefined &&
    uses === undefined &&
    commands.length === 0 &&
    images.some((each) => each.line >= line)
  );
}

function isKnown(deed: Deed, images: Images, looked: Looked): boolean {
  const { step, command, given } = deed;
  if (given !== undefined) return false;
  if (command === undefined)
    return (
      isKnownAction(step, looked) &&
      (step.shell === undefined || plainShell.test(step.shell)) &&
      isOwnBuild(deed, looked)
    );
  return isWritten(deed, looked) || (isKnownCommand(command, looked, images) && isOwnBuild(deed, looked));
}

/** A shell that reads the step alone, and no script before it. */
const plainShell = /^(?:bash|sh)(?: (?:-[eoux]{1,4}|pipefail|--noprofile|--norc))*(?: \{0\})?$/;

function isWritten({ command }: Deed, { written, isAtRoot }: Looked): boolean {
  return command !== undefined && written?.has(nameCommand(command, isAtRoot)) === true;
}

/** A second name of an image that the job has made is one of it too. */
function addTagged({ program, words }: ShellCommand, made: Set<string>): void {
  const at = containerPrograms.has(program) ? words.indexOf('tag') : -1;
  if (at > 0 && at < 3 && made.has(words[at + 1] ?? '')) made.add(words[at + 2] ?? '');
}

/** What a build is told that makes it read another Dockerfile, or read it otherwise. */
function isOwnBuild(deed: Deed, { isAtRoot }: Looked): boolean {
  if (!builds(deed)) return true;
  const { step, command } = deed;
  const values = command === undefined ? [step.inputs['build-args'] ?? ''] : optionsOf(command, '--build-arg');
  const files =
    command === undefined ? [step.inputs['file'] ?? ''] : ['--file', '-f'].flatMap((name) => optionsOf(command, name));
  return (
    !values.some((value) => /^BUILDKIT_SYNTAX\b/m.test(value)) &&
    (!isAtRoot || !files.some((file) => /^[/~]|[$`]|\.\./.test(fromRoot(file))))
  );
}

/** Whether a build is the project's, as far as its words name a place. */
function isOfOwn({ command }: Deed, { isAtRoot, path }: Looked): boolean {
  const [place] = command === undefined ? [] : buildsOfCommand(command, '');
  return !isAtRoot || place === undefined || (place.dockerfile === path && place.context === '');
}

function builds({ step, command, given }: Deed): boolean {
  if (given !== undefined) return false;
  return command === undefined ? step.uses?.action === 'docker/build-push-action' : isBuild(command);
}

function isPush({ step, command, given, line }: Deed): boolean {
  if (step.pushes.length === 0 || given !== undefined) return false;
  return command === undefined ? step.commands.length === 0 : step.pushes.some((each) => each.line === line);
}

/** Whether a step builds an image, or pushes one. */
function makes(step: PipelineStep): boolean {
  return step.pushes.length > 0 || builds({ step, line: 0 }) || step.commands.some((command) => isBuild(command));
}

function namesOf({ step, command }: Deed): readonly string[] {
  return command === undefined
    ? (step.inputs['tags'] ?? '').split(/[\s,]+/)
    : ['--tag', '-t'].flatMap((name) => optionsOf(command, name));
}

function describe({ step, command, given }: Deed): string {
  if (given !== undefined) return given;
  const { uses, images, shell } = step;
  const [image] = images;
  const what =
    command !== undefined
      ? `runs ${command.words.slice(0, 3).join(' ').slice(0, 80)}`
      : uses !== undefined
        ? `uses ${uses.action}`
        : `runs a step in ${shell ?? image?.text ?? 'another image'}`;
  return `${what} ${notLookedAt}`;
}

const notLookedAt =
  'where the image is built and pushed, and whether that changes what goes out was not looked at: let a job of its own do it, or put into the repository what it makes';
