import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type {
  CopiedFile,
  DockerfileFacts,
  FinalImage,
  Instruction,
  Stage,
} from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { stagesByName } from '../../../parse/dockerfile/stages-by-name.ts';
import { sourcesOf } from '../../../parse/project/copy-sources.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { once } from '../once.ts';
import { placeOf } from '../users/home.ts';

interface Subject {
  readonly image: FinalImage;
  readonly dockerfile: DockerfileFacts;
}

/**
 * Finds the project's own file behind a name that a RUN uses: what a bind mount shows there, or COPY put there, from the context or out of another stage.
 * Where a COPY does not say by its words what it puts where (`*`, variables), the one of that name that fits best among what it brings. What other
 * stages get is not there.
 */
export function locateFile(written: string, run: Instruction, subject: Subject): string | undefined {
  const { image, dockerfile } = subject;
  const place = placeIn(written, image, run);
  const there = mountedFile(run, place, subject) ?? findPlaced(place, run.stage, run.line, subject, new Set());
  if (there !== undefined) return there;
  const lineage = lineageOf(dockerfile, run.stage);
  const isUnsure = !place.startsWith('/') || place.startsWith(unknownFolder);
  const copied = (copiesOf(dockerfile).byName.get(baseName(place)) ?? []).filter(
    ({ instruction }) => lineage.includes(instruction.stage) && (isUnsure || isOpen(instruction)),
  );
  const earlier = copied.filter(({ instruction }) => instruction.line < run.line);
  const pool = earlier.length > 0 ? earlier : copied;
  const ranked = pool.map((each) => {
    const target = placeIn(each.instruction.words.at(-1)?.value ?? '', image, each.instruction);
    return { path: each.path, rank: rankOf(each.path.slice(dockerfile.context.root.length), place, target) };
  });
  const best = Math.max(0, ...ranked.map(({ rank }) => rank));
  const paths = new Set(pool.map(({ path }) => path));
  if (best === 0) return paths.size === 1 ? pool[0]?.path : undefined;
  // Of two that lie in the same place, the later one is there.
  return ranked.findLast(({ rank }) => rank === best)?.path;
}

/** Whether the words of a COPY leave open what it puts where. */
function isOpen({ words }: Instruction): boolean {
  return words.some(({ value }) => /[*?[$~]/.test(value));
}

/** Stands for the working directory of an image that nobody knows. */
const unknownFolder = '/its working directory';

/** As `placeOf`, and absolute: most images that are known begin in their root. */
function placeIn(path: string, image: FinalImage, instruction: Instruction): string {
  const place = placeOf(path, image, instruction);
  if (/^[/~$]/.test(place)) return place;
  return resolvePath(`${image.known === undefined ? unknownFolder : ''}/${place}`, '/');
}

/** A path as a command means it that stands behind a `cd`. */
export function fromFolder(path: string, { directory }: ShellCommand): string {
  return directory === undefined || /^[/~$]/.test(path) ? path : `${directory}/${path}`;
}

const lineageOf = ({ stages }: DockerfileFacts, stage: number): readonly number[] =>
  stages.find(({ index }) => index === stage)?.lineage ?? [stage];

interface Copies {
  /** Files that COPY and ADD bring into any stage, by their names. */
  readonly byName: ReadonlyMap<string, readonly CopiedFile[]>;
  /** The same by what brings them. */
  readonly byInstruction: ReadonlyMap<Instruction, readonly CopiedFile[]>;
  /** COPY, ADD and what RUN moves by their stages, in order. */
  readonly byStage: ReadonlyMap<number, readonly Instruction[]>;
  readonly stages: ReadonlyMap<string, Stage>;
}

const moves = ({ keyword, commands }: Instruction): boolean => keyword === 'RUN' && commands.some(isMove);

function copiesOf(dockerfile: DockerfileFacts): Copies {
  return once(dockerfile, 'what COPY brings into its stages', () => {
    const { copied, passed } = dockerfile.context;
    const all = [...copied, ...passed].toSorted((one, other) => one.instruction.line - other.instruction.line);
    const copies = dockerfile.instructions.filter(
      (each) => (each.keyword === 'COPY' || each.keyword === 'ADD' || moves(each)) && !each.onbuild,
    );
    return {
      byName: groupBy(all, ({ path }) => baseName(path)),
      byInstruction: groupBy(all, ({ instruction }) => instruction),
      byStage: groupBy(copies, ({ stage }) => stage),
      stages: stagesByName(dockerfile.stages),
    };
  });
}

/** Places that one file is looked for in, through stages and commands that move it: more than any build has. */
const mostPlaces = 200;

/** The file that the last COPY above a line puts at a path of a stage, from the context or out of another stage. */
function findPlaced(
  place: string,
  stage: number,
  line: number,
  subject: Subject,
  asked: Set<string>,
): string | undefined {
  const { image, dockerfile } = subject;
  // Stages that copy from each other crosswise are asked once.
  const question = `${String(stage)} ${place}`;
  if (asked.has(question) || asked.size > mostPlaces) return undefined;
  asked.add(question);
  const { byStage, byName, byInstruction, stages } = copiesOf(dockerfile);
  const steps = lineageOf(dockerfile, stage).flatMap((each) => byStage.get(each) ?? []);
  const before = steps.filter((each) => each.line <= line).toSorted((one, other) => other.line - one.line);
  for (const copy of before) {
    if (copy.keyword === 'RUN') {
      for (const moved of movedFrom(place, copy, subject)) {
        const found = findPlaced(moved, stage, copy.line - 1, subject, asked);
        if (found !== undefined) return found;
      }
      continue;
    }
    const target = placeIn(copy.words.at(-1)?.value ?? '', image, copy);
    if (!isIn(place, target)) continue;
    const from = copy.flags['from'];
    if (from === undefined) {
      const { root } = dockerfile.context;
      const sources = sourcesOf(copy);
      const brought = place === target ? byInstruction.get(copy) : byName.get(baseName(place));
      const found = brought?.find(
        ({ path, instruction }) =>
          instruction === copy && sources.some((source) => isPutAt(place, target, source, path.slice(root.length))),
      );
      if (found !== undefined) return found.path;
      continue;
    }
    const other = stages.get(from.toLowerCase());
    for (const source of other === undefined ? [] : sourcesOf(copy))
      for (const path of placesBehind(place, target, `/${source}`)) {
        const found = findPlaced(path, other?.index ?? -1, Infinity, subject, asked);
        if (found !== undefined) return found;
      }
  }
  return undefined;
}

const isMove = ({ program }: ShellCommand): boolean => program === 'cp' || program === 'mv';

/** `cp requirements-gpu.txt requirements.txt`: where what it puts at a place may have lain before. */
function movedFrom(place: string, run: Instruction, { image }: Subject): readonly string[] {
  return run.commands.filter(isMove).flatMap((command) => {
    const names = command.words.slice(1).filter((word) => !word.startsWith('-'));
    const [target = '', ...sources] = names.map((name) => placeIn(fromFolder(name, command), image, run)).toReversed();
    return isIn(place, target) ? sources.flatMap((source) => placesBehind(place, target, source)) : [];
  });
}

const isIn = (place: string, folder: string): boolean =>
  place === folder || place.startsWith(folder === '/' ? '/' : `${folder}/`);

/** Whether COPY of a source to a target puts a file of the context at a place. A target without a slash may be a folder. */
function isPutAt(place: string, target: string, source: string, path: string): boolean {
  const folder = target === '/' ? '' : target;
  if (path === source) return place === target || place === `${folder}/${baseName(path)}`;
  const inside = source === '' ? path : path.startsWith(`${source}/`) ? path.slice(source.length + 1) : undefined;
  return inside !== undefined && place === `${folder}/${inside}`;
}

/** Where in the other stage lies what COPY --from of a source to a target puts at a place: the source itself, or what is below it. */
function placesBehind(place: string, target: string, source: string): readonly string[] {
  if (place === target) return [source];
  const below = place.slice(target === '/' ? 1 : target.length + 1);
  return [...(below === baseName(source) ? [source] : []), `${source === '/' ? '' : source}/${below}`];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * How well a path of the context fits a place in the image, by the target of its COPY: `/opt/app/reqs/base.txt` of `reqs/base.txt` in a COPY to
 * `/opt/app`, where what is below the target is the path, or its end.
 */
function rankOf(path: string, place: string, target: string): number {
  const below = place.startsWith(`${target}/`) ? place.slice(target.length + 1) : undefined;
  if (path === below) return 3;
  if (place === target) return 2;
  return below !== undefined && path.endsWith(`/${below}`) ? 1 : 0;
}

function mountsOf({ flags }: Instruction): readonly ReadonlyMap<string, string | undefined>[] {
  return (flags['mount'] ?? '')
    .split('\n')
    .map((mount) => new Map(mount.split(',').map((part) => part.split('=', 2) as [string, string | undefined])));
}

function mountedFile(run: Instruction, place: string, subject: Subject): string | undefined {
  const { context } = subject.dockerfile;
  for (const options of mountsOf(run)) {
    if ((options.get('type') ?? 'bind') !== 'bind') continue;
    const target = resolvePath(options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '', '/');
    const source = (options.get('source') ?? options.get('src') ?? '.').replace(/^(?:\.?\/)+/, '').replace(/^\.$/, '');
    if (place !== target && !place.startsWith(`${target}/`)) continue;
    const below = place.slice(target.length + 1);
    const wanted = [source, below].filter((part) => part !== '').join('/');
    const from = options.get('from');
    const stage = from === undefined ? undefined : copiesOf(subject.dockerfile).stages.get(from.toLowerCase());
    const found =
      from === undefined
        ? (context.sent.find((path) => path === wanted) ?? context.sent.find((path) => path.endsWith(`/${wanted}`)))
        : stage && findPlaced(`/${wanted}`, stage.index, Infinity, subject, new Set());
    if (found !== undefined) return found;
  }
  return undefined;
}
