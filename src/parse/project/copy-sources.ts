import { resolvePath, trimSlashes } from '../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** What COPY and ADD of a Dockerfile take from its context, as paths from there; `''` is the whole. */
export function copySources({ instructions }: DockerfileFacts): readonly string[] {
  return contextCopies(instructions).flatMap(sourcesOf);
}

/** COPY and ADD that take something from the context. */
export function contextCopies(instructions: readonly Instruction[]): readonly Instruction[] {
  return instructions.filter(
    ({ keyword, flags, onbuild }) =>
      (keyword === 'COPY' || keyword === 'ADD') && flags['from'] === undefined && !onbuild,
  );
}

/** Sources of a COPY or ADD, relative to the context as engines clean them: without `./`, and never above it. */
export function sourcesOf(instruction: Instruction): string[] {
  return instruction.words
    .slice(0, -1)
    .map((word) => word.value)
    .filter((source) => !/^(?:<<|[a-z]+:\/\/|git@)/.test(source))
    .map((source) => trimSlashes(resolvePath(`/${source}`, undefined)).slice(1));
}

/** What COPY, ADD and RUN take from the context, those of ONBUILD too. */
export function buildSources(dockerfile: DockerfileFacts): readonly string[] {
  const copies = dockerfile.instructions.filter(
    ({ keyword, flags }) => (keyword === 'COPY' || keyword === 'ADD') && flags['from'] === undefined,
  );
  return [...copies.flatMap(sourcesOf), ...mountedSources(dockerfile)];
}

/** What RUN mounts of the context, as paths from there; `''` is the whole, and what nobody can tell. */
export function mountedSources({ instructions }: DockerfileFacts): readonly string[] {
  return instructions.flatMap(mountedBy);
}

/** What one instruction mounts of the context, in the same way. */
export function mountedBy({ keyword, flags }: Instruction): readonly string[] {
  return keyword === 'RUN' ? (flags['mount']?.split('\n') ?? []).flatMap(mountedSource) : [];
}

function mountedSource(words: string): readonly string[] {
  const given = new Map(words.split(',').map((word) => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)]));
  if (/^(?:cache|secret|ssh|tmpfs)$/.test(given.get('type') ?? '') || given.has('from')) return [];
  const source = given.get('source') ?? given.get('src') ?? '';
  return [/["'$\\]/.test(words) ? '' : trimSlashes(resolvePath(`/${source}`, undefined)).slice(1)];
}

/**
 * The folder that an image is built from where nothing names it, with its closing slash: the project, or the Dockerfile's folder or one above that, where
 * more is found of what is copied. Where everything is copied, what is started of it tells.
 */
export function guessRoot(dockerfile: DockerfileFacts, paths: readonly string[]): string {
  const folder = dockerfile.path.slice(0, dockerfile.path.lastIndexOf('/') + 1);
  if (folder === '') return '';
  const wanted = literalSources(dockerfile);
  const named = new Set(paths.flatMap((path) => [path, ...foldersOf(path)]));
  const above = [...folder.matchAll(/\//g)].map(({ index }) => folder.slice(0, index + 1)).toReversed();
  let [best, most] = ['', 0];
  for (const root of ['', ...above]) {
    const count = wanted.filter((source) => named.has(root + source)).length;
    if (count > most) [best, most] = [root, count];
  }
  return best;
}

/** What is copied by its name, as paths from the context, or, where everything is, what is started of it. */
export function literalSources(dockerfile: DockerfileFacts): readonly string[] {
  const copies = contextCopies(dockerfile.instructions);
  const sources = copies
    .flatMap(sourcesOf)
    .filter((source) => source !== '' && source !== '.' && !source.includes('*'));
  return sources.length > 0 ? sources : startedBelow(dockerfile, copies);
}

/** What the start names below a place that the whole context is copied to, as paths from there. */
function startedBelow({ final }: DockerfileFacts, copies: readonly Instruction[]): readonly string[] {
  const targets = copies
    .filter((copy) => sourcesOf(copy).some((source) => source === '' || source === '.'))
    .map((copy) => `${trimEnd(resolvePath(copy.words.at(-1)?.value ?? '', copy.workdir), '/')}/`);
  const words = [final?.entrypoint, final?.cmd].flatMap((start) => start?.commands ?? []).flatMap((each) => each.words);
  const built = (final?.instructions ?? []).flatMap(({ keyword, commands, workdir }) =>
    keyword === 'RUN' ? commands.flatMap((each) => each.words.filter(isList).map((word) => ({ word, workdir }))) : [],
  );
  const places = [
    ...[...words.filter((word) => /[./]/.test(word)), ...modulesIn(words)].map((word) =>
      resolvePath(word, final?.workdir?.value),
    ),
    // A list that only the build reads says as much: no more than the start itself.
    ...new Set(built.map(({ word, workdir }) => resolvePath(word, workdir))),
  ];
  return targets.flatMap((target) =>
    places.flatMap((place) => (place.startsWith(target) ? [place.slice(target.length)] : [])),
  );
}

const isList = (word: string): boolean => /\.(?:txt|ya?ml|toml|lock)$/.test(word);

/** The files of modules that a start names: `uvicorn main:app`, `python -m tool.run`. */
function modulesIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    const name = /^([A-Za-z_][\w.]*):[\w.()]+$/.exec(word)?.[1] ?? (words[at - 1] === '-m' ? word : undefined);
    return name === undefined ? [] : [`${name.replaceAll('.', '/')}.py`];
  });
}

/** The folders above a file. */
function foldersOf(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}
