import type { Verdict } from '../../../model/check/rule.ts';
import { joinUnknown, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts, ProjectFile } from '../../../model/sources/facts.ts';
import { mountedBy } from '../../../parse/project/copy-sources.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { once } from '../once.ts';
import { judgeFetchedByTool } from './fetching-tools.ts';
import { judgeClonedWork } from './cloned-work.ts';
import { judgeDataFile, type DataKind } from './data-files.ts';
import { judgeBrought } from './unsure-files.ts';

interface Copied {
  readonly path: string;
  readonly instruction: Instruction;
}

/**
 * Judges what is copied by what it is: by its own name and text, and by the name that it has in the image where that ends otherwise, since the program
 * reads it as that (`COPY lookup.bin /app/patients.csv`).
 */
export function judgeCopied(
  copied: readonly Copied[],
  dockerfile: string,
  { reach, byPath }: ProjectFacts,
): readonly (Copied & { readonly kind: DataKind })[] {
  const placesOf = placesByFile(reach.get(dockerfile));
  // One file may be copied to thousands of places.
  const kinds = new Map<string, DataKind>();
  for (const path of new Set(copied.map((each) => each.path))) {
    const file = byPath.get(path);
    const names = new Set((placesOf.get(path) ?? []).map(nameOf).filter((name) => endOf(name) !== endOf(nameOf(path))));
    kinds.set(
      path,
      firstOf([path, ...names], (name) => judgeOnce(name, file)),
    );
  }
  return copied.map(({ path, instruction }) => ({ path, instruction, kind: kinds.get(path) }));
}

/** Many Dockerfiles copy the same files. */
function judgeOnce(name: string, file: ProjectFile | undefined): DataKind {
  return file === undefined ? judgeDataFile(name) : once(file, `data, as ${name}`, () => judgeDataFile(name, file));
}

function firstOf<T, V>(items: readonly T[], judge: (item: T) => V | undefined): V | undefined {
  for (const item of items) {
    const found = judge(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Programs that copy, or do whatever they are told, while they can see what a RUN mounts; an installer takes what it needs. */
const taking: ReadonlySet<string> = new Set(
  'cp mv install rsync dd tar cat tee cpio ln python Rscript R julia perl ruby node bash sh make find'.split(' '),
);

/** What a RUN may bring that is data, as far as nobody knows it. */
export function judgeWritten(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  const reach = facts.reach.get(dockerfile.path);
  return joinUnknown([
    judgeBrought(image, dockerfile),
    judgeMounted(image, dockerfile, facts),
    judgeFetchedByTool(image, dockerfile, reach),
    judgeClonedWork(image, dockerfile, reach),
  ]);
}

/** Data of the build context that a RUN mounts while something runs that may leave them in the image. */
function judgeMounted(image: FinalImage, dockerfile: DockerfileFacts, { byPath }: ProjectFacts): Verdict | undefined {
  const { root, sent } = dockerfile.context;
  if (!image.instructions.some((each) => mountedBy(each).length > 0)) return undefined;
  const data = sent.filter((path) => judgeOnce(path, byPath.get(path)) !== undefined);
  for (const instruction of image.instructions) {
    const sources = mountedBy(instruction);
    const command = sources.length === 0 ? undefined : instruction.commands.find(({ program }) => taking.has(program));
    if (command === undefined) continue;
    const [first, ...others] = data.filter((path) =>
      sources.some((source) => source === '' || path === root + source || path.startsWith(`${root}${source}/`)),
    );
    if (first === undefined) continue;
    return unknown(
      `RUN mounts ${first}${others.length === 0 ? '' : ` (and ${String(others.length)} more)`} while ${command.program} runs, which may leave it in the image: a person must look`,
      { file: dockerfile.path, line: instruction.line },
      `add ${first} to ${dockerfile.context.ignoreFile ?? '.dockerignore'}, or mount less`,
    );
  }
  return undefined;
}

/** The paths in the image under which each file of the project lies. */
function placesByFile(reach: Reach | undefined): ReadonlyMap<string, readonly string[]> {
  if (reach === undefined) return new Map();
  return once(reach, 'places by file', () => {
    const places = [...reach.places].map(([place, file]) => ({ place, file }));
    return new Map(
      [...groupBy(places, ({ file }) => file)].map(([file, all]) => [file, all.map(({ place }) => place)]),
    );
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function endOf(name: string): string {
  return name.slice(name.lastIndexOf('.')).toLowerCase();
}
