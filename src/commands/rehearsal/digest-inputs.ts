import { digestFiles, listTree, watchFiles, type ListedFile } from '../../io/project/digest-files.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { EvidenceInputs } from '../../model/rehearsal/evidence.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Manifest } from '../../parse/manifests/other-jobs.ts';
import { filesOfBuild } from '../../parse/project/context.ts';
import { buildSources } from '../../parse/project/copy-sources.ts';
import { linkedFiles } from '../../parse/project/linked-files.ts';
import { listSome } from '../../shared/list-some.ts';
import { expectContents, type ExpectedContents } from '../project/compare-contents.ts';

/** What a rehearsal, a check or a bundle writes: an image that has it in it is another one each time. */
const own = /^(?:CHECKLIST\.md$|rehearsal\/evidence\.json$|(handover|\.tre-container)(?:\/|$))/;
/** Written by each rehearsal, also where it is not there yet. */
const record = 'rehearsal/evidence.json';
/** What decides how the container is run, and on what. */
const runFiles = /^(?:ces\/|rehearsal\/safe_data\/)/;
/** Of so many instructions it is found out which takes our own files. */
const mostTakers = 50;
const taking = /^(?:COPY|ADD|RUN)$/;
/** More than this is kept as the one digest only: a record must stay readable. */
const mostFiles = 2000;

/** What a rehearsal rests on, as it is now. */
export interface DigestedInputs {
  readonly inputs: EvidenceInputs;
  /** Why nothing is known of it. `path`: the largest of files that hold too much for a build or a run as well. */
  readonly unlisted?: { readonly reason: string; readonly path?: string };
  /** What the build takes that this program writes itself, in words that say where and what to do; nothing is proved of such an image. */
  readonly takesOwn?: string;
  /** What an image of such a build must have; nothing where that cannot be told. `workdir`: the image's. */
  readonly expect?: (dockerfile: DockerfileFacts, workdir: string) => ExpectedContents | undefined;
  /** Tells whether any of these files was written since they were listed, also with the bytes that it had. */
  readonly isUntouched?: () => boolean;
}

/**
 * Digests of everything in a project that a rehearsal rests on, as it is now. `textOf` reads the files that decide what a build takes. `below` is
 * the project's folder in `root`, with a slash, where the image is built from the repository above it.
 */
function digestInputs(
  root: string,
  dockerfile: DockerfileFacts | undefined,
  textOf: (path: string) => string | undefined,
  below = '',
): DigestedInputs {
  const listed = listTree(root);
  if ('reason' in listed) return { inputs: { files: {} }, unlisted: listed };
  const isOwn = (path: string): boolean => path.startsWith(below) && own.test(path.slice(below.length));
  const files = describeFiles(listed, textOf, below);
  const built = dockerfile === undefined ? [] : takenFiles(dockerfile, files, listed);
  const run = new Set(withLinked(listed, findRunFiles(listed, below), [`${below}ces`]));
  const counted = [...new Set([...built, ...run])].filter((path) => !isOwn(path)).toSorted();
  const isUntouched = watchFiles(root, counted);
  const digests = digestFiles(root, counted);
  if ('reason' in digests) return { inputs: { files: {} }, unlisted: digests };
  const wordOf = (path: string): string => digests.get(path) ?? 'written by this program';
  const taken = [...new Set([...built, ...run])].toSorted();
  const kept = taken.length <= mostFiles ? taken : taken.filter((path) => run.has(path));
  const inputs = { files: Object.fromEntries(kept.map((path) => [path, wordOf(path)])) };
  if (dockerfile === undefined) return { inputs, isUntouched };
  const context = hashText(built.map((path) => `${wordOf(path)} ${inOneLine(path)}\n`).join(''));
  const ownTaken = built.filter(isOwn);
  return {
    inputs: { context, ...inputs },
    isUntouched,
    expect: (facts, workdir) =>
      expectContents({ ...facts, path: dockerfile.path }, { files, taken: built, digests }, workdir),
    ...(ownTaken.length > 0 && { takesOwn: explainOwn(dockerfile, files, listed, ownTaken, below) }),
  };
}

/** A name with a line break in it must not read as two files. */
function inOneLine(path: string): string {
  return path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function findRunFiles(listed: readonly ListedFile[], below: string): readonly string[] {
  return listed
    .map(({ path }) => path)
    .filter((path) => path.startsWith(below) && runFiles.test(path.slice(below.length)));
}

/** Those files, and what is come to by links among them and in `named`, paths that something reads. */
function withLinked(
  listed: readonly ListedFile[],
  taken: readonly string[],
  named: readonly string[],
): readonly string[] {
  const links = new Map(listed.flatMap(({ path, link }) => (link === undefined ? [] : [[path, link] as const])));
  const paths = listed.map(({ path }) => path);
  return [...new Set([...taken, ...linkedFiles(paths, links, taken, named)])];
}

function describeFiles(
  listed: readonly ListedFile[],
  textOf: (path: string) => string | undefined,
  below: string,
): readonly ProjectFile[] {
  const later = `${below}${record}`;
  const isThere = listed.some(({ path }) => path === later);
  return [
    ...listed.map(({ path, size, executable }) => {
      const text = path.endsWith('.dockerignore') ? textOf(path) : undefined;
      return { path, size, executable, ...(text === undefined ? {} : { text }) };
    }),
    ...(isThere ? [] : [{ path: later, size: 0, executable: false }]),
  ];
}

/** What a build can take, the Dockerfile, what links lead to, and the folders that all of it lies in: builders keep their permissions. Sorted. */
function takenFiles(
  dockerfile: DockerfileFacts,
  files: readonly ProjectFile[],
  listed: readonly ListedFile[],
): readonly string[] {
  const links = new Map(listed.flatMap(({ path, link }) => (link === undefined ? [] : [[path, link] as const])));
  const copied = filesOfBuild(dockerfile, files);
  const paths = files.map(({ path }) => path);
  const taken = new Set([...copied, ...linkedFiles(paths, links, copied, buildSources(dockerfile))]);
  // A folder that is added is come by in its turn.
  for (const path of taken) {
    const end = path.lastIndexOf('/');
    if (end > 0) taken.add(path.slice(0, end));
  }
  return withLinked(listed, [...taken, dockerfile.path], [dockerfile.path]).toSorted();
}

/** The instruction that takes our own files, and how to keep them out. */
function explainOwn(
  dockerfile: DockerfileFacts,
  files: readonly ProjectFile[],
  listed: readonly ListedFile[],
  ownTaken: readonly string[],
  below: string,
): string {
  const names = [
    ...new Set(
      ownTaken
        .map((path) => own.exec(path.slice(below.length)))
        .map((found) => `${below}${found?.[1] ?? found?.[0] ?? ''}`),
    ),
  ];
  const takers = dockerfile.instructions.filter(({ keyword }) => taking.test(keyword)).slice(0, mostTakers);
  const owned = new Set(ownTaken);
  // What the first so many of them take only grows: the first that takes one of ours is found by halves.
  let [from, to] = [0, takers.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const some = new Set(takers.slice(0, middle + 1));
    const instructions = dockerfile.instructions.filter((each) => !taking.test(each.keyword) || some.has(each));
    const isTaken = takenFiles({ ...dockerfile, instructions }, files, listed).some((path) => owned.has(path));
    [from, to] = isTaken ? [from, middle] : [middle + 1, to];
  }
  const taker = takers[from];
  const where =
    taker === undefined ? dockerfile.path : `${taker.keyword} on line ${String(taker.line)} of ${dockerfile.path}`;
  return `${where} can take ${listSome(names, 4)}, which this program writes, so that the image is another one after each run: name them in .dockerignore${taker?.keyword === 'RUN' ? ', and a narrower source of the mount' : ''}`;
}

/** The folder that adopt wrote is built from the repository above it. */
export function digestContext(
  root: string,
  context: string | undefined,
  facts: DockerfileFacts | undefined,
  textOf: (path: string) => string | undefined,
): DigestedInputs {
  if (facts?.unread !== undefined) return { inputs: { files: {} }, unlisted: { reason: facts.unread } };
  if (context === undefined) return digestInputs(root, facts, textOf);
  const below = `${root.slice(context.length + 1)}/`;
  const inContext = facts === undefined ? undefined : { ...facts, path: `${below}${facts.path}` };
  return digestInputs(
    context,
    inContext,
    (path) => (path.startsWith(below) ? textOf(path.slice(below.length)) : undefined),
    below,
  );
}

/** What lies in ces/ beside the job that is rehearsed. */
export async function readManifests(files: ProjectFiles, { inputs }: DigestedInputs): Promise<readonly Manifest[]> {
  // Of an adopted project they are named from the repository above it.
  const named = Object.keys(inputs.files).flatMap((path) => {
    const at = `/${path}`.indexOf('/ces/');
    return at >= 0 && /\.(?:ya?ml|json)$/.test(path) ? [path.slice(at)] : [];
  });
  const read = await files.read(named.filter((path) => path !== 'ces/job.yaml'));
  return [...read].map(([path, { text }]) => ({ path, text }));
}
