import { digestFiles, listTree } from '../../io/project/digest-files.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { EvidenceInputs } from '../../model/rehearsal/evidence.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { filesOfBuild } from '../../parse/project/context.ts';

/** What a rehearsal, a check or a bundle writes, which says nothing of how the image runs: it never counts. */
const own = /^(?:CHECKLIST\.md$|handover\/|rehearsal\/evidence\.json$)/;
/** What decides how the container is run, and on what. */
const runFiles = /^(?:ces\/|rehearsal\/safe_data\/)/;
/** More than this is kept as the one digest only: a record must stay readable. */
const mostFiles = 2000;

/** What a rehearsal rests on, as it is now. */
export interface DigestedInputs {
  readonly inputs: EvidenceInputs;
  /** Why nothing is known of it. `path`: the largest of files that hold too much for a build or a run as well. */
  readonly unlisted?: { readonly reason: string; readonly path?: string };
}

/**
 * Digests of everything in a project that a rehearsal rests on, as it is now. `textOf` reads the files that decide what a build takes. `below` is
 * the project's folder in `root`, with a slash, where the image is built from the repository above it.
 */
export function digestInputs(
  root: string,
  dockerfile: DockerfileFacts | undefined,
  textOf: (path: string) => string | undefined,
  below = '',
): DigestedInputs {
  const isOf = (pattern: RegExp, path: string): boolean =>
    path.startsWith(below) && pattern.test(path.slice(below.length));
  const listed = listTree(root);
  if ('reason' in listed) return { inputs: { files: {} }, unlisted: listed };
  const files: ProjectFile[] = listed.map((file) => {
    const text = file.path.endsWith('.dockerignore') ? textOf(file.path) : undefined;
    return { ...file, ...(text === undefined ? {} : { text }) };
  });
  const links = new Set(listed.flatMap(({ path, isLink }) => (isLink ? [path] : [])));
  const taken = dockerfile === undefined ? [] : [...new Set([dockerfile.path, ...filesOfBuild(dockerfile, files)])];
  // A COPY that names a link follows it, to any file of the context.
  const built = (taken.some((path) => links.has(path)) ? listed.map(({ path }) => path) : taken).filter(
    (path) => !isOf(own, path),
  );
  const run = listed.map(({ path }) => path).filter((path) => isOf(runFiles, path));
  const digests = digestFiles(root, [...new Set([...built, ...run])].toSorted());
  if ('reason' in digests) return { inputs: { files: {} }, unlisted: digests };
  const context =
    dockerfile === undefined
      ? {}
      : {
          context: hashText(
            built
              .toSorted()
              .map((path) => `${digests.get(path) ?? ''} ${path}\n`)
              .join(''),
          ),
        };
  const all = digests.size <= mostFiles ? digests : [...digests].filter(([path]) => isOf(runFiles, path));
  return { inputs: { ...context, files: Object.fromEntries(all) } };
}
