import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { CopiedContents } from '../../model/rehearsal/container-image.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { placeCopies, type PlacedFile, type Placement } from '../../parse/project/placed-copies.ts';

/** What an image must have where, as it is in the project. */
export interface ExpectedContents extends Omit<Placement, 'placed'> {
  readonly placed: readonly (PlacedFile & { readonly digest: string })[];
}

/** What the record of a rehearsal has of a project's files. */
interface Digested {
  /** All of the context, folders among them. */
  readonly files: readonly ProjectFile[];
  /** What a build can take of them. */
  readonly taken: readonly string[];
  /** Mode and digest of each. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Of regular files and links alone: what else a COPY takes holds nothing. Nothing where it cannot be told. */
export function expectContents(
  dockerfile: DockerfileFacts,
  { files, taken, digests }: Digested,
  workdir: string,
): ExpectedContents | undefined {
  const digestOf = (path: string): string | undefined =>
    /^(?:\d{4}:([0-9a-f]{64})|(link:.*))$/
      .exec(digests.get(path) ?? '')
      ?.slice(1)
      .find((each) => each !== undefined);
  const placement = placeCopies(dockerfile, files, taken, workdir);
  if (placement === undefined) return undefined;
  return {
    ...placement,
    placed: placement.placed.flatMap((each) => {
      const digest = digestOf(each.path);
      return digest === undefined ? [] : [{ ...each, digest }];
    }),
    unplaced: placement.unplaced.filter((path) => digestOf(path) !== undefined),
  };
}

/** Files that are copied out one by one; folders count as one. */
const mostFiles = 300;
/** Names that a record keeps of each kind. */
const mostNamed = 50;

const named = (paths: readonly string[]): readonly string[] => [...new Set(paths)].slice(0, mostNamed);

/** Compares an image with what it must have. Nothing where there is too much to read. */
export async function compareContents(
  engine: ContainerEngine,
  image: string,
  { placed, folders, unplaced }: ExpectedContents,
): Promise<CopiedContents | undefined> {
  const isBelow = (place: string): boolean => folders.some((folder) => place.startsWith(`${folder}/`));
  const all = [...new Set(placed.flatMap(({ places }) => places))];
  const files = all.filter((place) => !isBelow(place));
  if (files.length > mostFiles) return undefined;
  const found = await engine.digestContents(image, { files, folders });
  if (found === undefined) return undefined;
  const isSame = ({ places, digest }: (typeof placed)[number]): boolean =>
    places.some((place) => found.get(place) === digest);
  const others = placed.filter((each) => !isSame(each));
  const isGone = ({ places, removedBy }: PlacedFile): boolean =>
    removedBy !== undefined && places.every((place) => !found.has(place));
  const expected = new Set(all);
  const more = [...found.keys()].filter((place) => isBelow(place) && !expected.has(place)).toSorted();
  return {
    same: placed.length - others.length,
    differing: named(others.filter((each) => !isGone(each)).map(({ path, places }) => `${path} (${places[0] ?? ''})`)),
    removed: named(others.filter(isGone).map(({ path }) => path)),
    more: named(more),
    unplaced: named(unplaced),
  };
}
