import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import { differenceFrom, readForms, type Difference } from '../pipelines/as-written.ts';
import { buildsOfCommand } from '../pipelines/build-contexts.ts';
import { differenceFromPlain } from '../pipelines/plain/difference-from-plain.ts';
import { otherPushesOf } from '../pipelines/pushes/other-pushes.ts';
import { calledFunction } from '../shell/never-run.ts';
import { containerPrograms } from '../shell/vocabulary.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import { isBuild } from './pushed-builds.ts';
import { isKaniko } from './unread-builds.ts';
import { findUnknownMaker } from './unknown-makers.ts';

/** Texts of pipelines by their paths: the project's own, and those that this version writes for it. */
export interface PipelineTexts {
  readonly own: ReadonlyMap<string, string>;
  readonly written: ReadonlyMap<string, string>;
}

/** The project's own build, as far as words of pipelines can name its place. */
interface Own {
  readonly path: string;
  readonly isAtRoot: boolean;
  readonly texts?: PipelineTexts;
}

/**
 * Where the pipelines that make the image are neither as this version writes them nor a plain build in words that nobody reads twice: nobody knows then
 * that what was rehearsed is what goes out. In words that end a sentence. What a shell makes of somebody's own lines is not asked: too much of it shows only when they run.
 */
export function findUnlooked(pipelines: readonly PipelineFacts[], own: Own): readonly string[] {
  const isPushed = pipelines.some(({ steps }) => steps.some(({ pushes }) => pushes.length > 0));
  return pipelines
    .filter(({ unread }) => unread?.isIdle !== true)
    .flatMap((pipeline) => {
      if (pipeline.unread !== undefined) return [describeUnread(pipeline.path, pipeline.unread)];
      const making = pipeline.steps.filter(makes);
      const isOwn = making.length > 0 && !isOfAnother(making, own);
      const found =
        findReplaced(pipeline) ??
        (isOwn ? differenceOf(pipeline, making, own) : undefined) ??
        (isPushed ? findCopying(pipeline) : undefined);
      if (found !== undefined)
        return [`${found.file ?? pipeline.path}:${String(found.line)} has ${found.what}, ${notLookedAt}`];
      const maker = isOwn
        ? undefined
        : (findCopying(pipeline) ?? findUnknownMaker(pipeline, own.texts?.own ?? new Map()));
      return maker === undefined
        ? []
        : [`${maker.file ?? pipeline.path}:${String(maker.line)} has ${maker.what}, ${notKnown}`];
    });
}

/** What cannot be read here, a forge may read. */
function describeUnread(path: string, { reason, line = 1 }: NonNullable<PipelineFacts['unread']>): string {
  return `${path}:${String(line)} could not be read (${reason}), and whether it makes another image was not looked at: mend it, or take it away`;
}

type Found = Difference & { readonly file?: string };

function differenceOf(pipeline: PipelineFacts, making: readonly PipelineStep[], { texts }: Own): Found | undefined {
  const { path, system } = pipeline;
  const elsewhere = making.find(({ file = path }) => file !== path);
  if (elsewhere !== undefined)
    return { ...withFile(elsewhere), line: elsewhere.line, what: 'a build that another file calls' };
  const text = texts?.own.get(path);
  const root = text === undefined ? { line: 1, what: 'a text that was not read' } : readForms(text);
  if ('what' in root) return root;
  const jobs = new Set(making.map(({ job }) => job));
  const { same, written } = compareWithWritten(root, jobs, pipeline, texts?.written ?? new Map());
  if (written.includes(undefined)) return undefined;
  const plain =
    system === 'github'
      ? [...jobs].map((job) => differenceFromPlain(root, job)).find((each) => each !== undefined)
      : { line: root.line, what: 'a build that this version does not write' };
  // What a person changed in a generated pipeline is told as that; of another one, what is not plain in it.
  return plain && (same ?? plain);
}

/** Differences from the pipelines of this version for that system, and from the one of the same name. */
function compareWithWritten(
  root: LocatedNode,
  jobs: ReadonlySet<string>,
  { path, system }: PipelineFacts,
  texts: PipelineTexts['written'],
): { readonly same?: Difference | undefined; readonly written: readonly (Difference | undefined)[] } {
  const compared = [...texts].flatMap(([at, text]) => {
    const written = readForms(text);
    if ('what' in written || at.includes('.github/') !== (system === 'github')) return [];
    const isSameFile = at.split('/').at(-1) === path.split('/').at(-1);
    return [{ isSameFile, difference: differenceFrom(root, written, { system, jobs }) }];
  });
  return {
    same: compared.find(({ isSameFile }) => isSameFile)?.difference,
    written: compared.map(({ difference }) => difference),
  };
}

function withFile({ file }: PipelineStep): { readonly file?: string } {
  return file === undefined ? {} : { file };
}

/** Whether a step builds an image, or pushes one. */
function makes({ uses, commands, pushes }: PipelineStep): boolean {
  return (
    pushes.length > 0 ||
    uses?.action === 'docker/build-push-action' ||
    commands.some((command) => isBuild(command) || isKaniko(command))
  );
}

/** Whether all that these steps build is plainly of another folder or file, and goes out under names that are written out. */
function isOfAnother(steps: readonly PipelineStep[], { path, isAtRoot }: Own): boolean {
  const places = steps.flatMap(({ commands }) => commands.flatMap((command) => buildsOfCommand(command, '')));
  const isPlain = steps.every(
    ({ uses, pushes, commands }) =>
      uses === undefined &&
      pushes.every(({ text }) => !/[$%`]/.test(text)) &&
      commands.every((command) => !isBuild(command) || buildsOfCommand(command, '').length > 0),
  );
  return isAtRoot && isPlain && places.length > 0 && places.every((place) => place.dockerfile !== path);
}

/** A function in the place of a program that builds or pushes: what it does with the words of a build, only a shell knows. */
function findReplaced({ steps }: PipelineFacts): Found | undefined {
  return steps.flatMap((step) =>
    step.commands
      .filter(({ program, words: [, name = ''] }) => program === calledFunction && containerPrograms.has(name))
      .map(({ line, words: [, name = ''] }) => ({
        ...withFile(step),
        line,
        what: `a function in the place of ${name}`,
      })),
  )[0];
}

/** What puts another image into the registry, past every build. */
function findCopying({ steps }: PipelineFacts): Found | undefined {
  return steps.flatMap((step) =>
    otherPushesOf(step).map(({ line, by }) => ({ ...withFile(step), line, what: `the command ${by}` })),
  )[0];
}

const notLookedAt =
  'where the image is built and pushed, and whether that changes what goes out was not looked at: let a job of its own do it, or put into the repository what it makes';
const notKnown =
  'and whether that builds and pushes an image of its own was not looked at: let docker build and docker push do it, or take it away';
