import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { buildSources } from './copy-sources.ts';

/** A file of the project that a pipeline writes over. */
export interface Rewritten {
  readonly path: string;
  /** 1-based, in the file that the command stands in. */
  readonly line: number;
}

/** What a build takes. */
interface Taken {
  readonly dockerfile: DockerfileFacts;
  /** Of the Dockerfile, from where the pipelines begin. */
  readonly path: string;
  /** Paths of pipelines are the project's. */
  readonly isAtRoot: boolean;
}

/** What an image that takes the whole project runs or installs: of other files, a pipeline writes reports beside them. */
const decides =
  /\.(?:py|r|rmd|qmd|ipynb|jl|sh|pl|toml|lock|cfg|txt|ya?ml|json)$|(?:^|\/)(?:Makefile|Manifest\.toml|renv\.lock)$/i;
const reports = /(?:^|\/)(?:reports?|results?|artifacts?|dist|build|out|coverage|handover|\.cache)\//i;

/** Files that the build takes, or the Dockerfile itself, and that a command writes over before. */
export function findRewritten(command: ShellCommand, { dockerfile, path, isAtRoot }: Taken): readonly Rewritten[] {
  const { directory, line } = command;
  if (!isAtRoot) return [];
  const sources = buildSources(dockerfile);
  return writtenBy(command).flatMap((word) => {
    const written = resolve(directory ?? '', word);
    if (written === undefined) return [];
    const isTaken =
      written === path ||
      /(?:^|\/)(?:\.dockerignore|\.containerignore|Dockerfile\.dockerignore)$/.test(written) ||
      sources.some((source) => covers(source, written));
    return isTaken ? [{ path: written, line }] : [];
  });
}

function covers(source: string, written: string): boolean {
  if (source === '' || source === '.') return decides.test(written) && !reports.test(`${written}/`);
  const [plain = ''] = source.split(/[*?[]/, 1);
  return plain === source ? written === source || written.startsWith(`${source}/`) : written.startsWith(plain);
}

/** As written; programs that write no file that they are given by name have none. */
function writtenBy({ program, words, writes }: ShellCommand): readonly string[] {
  const given = words.slice(1);
  const plain = given.filter((word) => !word.startsWith('-'));
  const into = given.flatMap((word, at) =>
    /^(?:-t|--target-directory)$/.test(word)
      ? (given[at + 1] ?? [])
      : (/^--target-directory=(.*)$/s.exec(word)?.[1] ?? []),
  );
  const isInPlace = given.some((word) => /^(?:-[a-zA-Z]*i|--in-place)/.test(word));
  const [last] = plain.slice(1).slice(-1);
  if (/^(?:cp|mv|install|ln|rsync)$/.test(program))
    return [...writes, ...into, ...(last === undefined ? [] : placesOf(plain, last))];
  if (program === 'tee' || program === 'sponge') return [...writes, ...plain];
  if (/^(?:sed|perl|ruby|yq)$/.test(program) && isInPlace) return [...writes, ...plain];
  return writes;
}

/** A file that goes into a folder keeps its name there. */
function placesOf(plain: readonly string[], last: string): readonly string[] {
  const names = plain.slice(0, -1).map((word) => trimEnd(word, '/').split('/').at(-1) ?? '');
  return [last, ...names.map((name) => `${last}/${name}`)];
}

/** From where the pipelines begin; nothing of what lies elsewhere, or holds a variable. */
function resolve(directory: string, word: string): string | undefined {
  const parts: string[] = [];
  if (/[$`%]|^\/|^~/.test(`${directory === '' ? '' : `${directory}/`}${word}`)) return undefined;
  for (const part of `${directory}/${word}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
