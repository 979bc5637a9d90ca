import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** What a command leaves behind, as it names it. */
export interface Written {
  /** Files, or files and folders that it is not known to be which of. */
  readonly files: readonly string[];
  /** Folders that it puts files into whose names it does not give. */
  readonly folders: readonly string[];
}

const nothing: Written = { files: [], folders: [] };

/** As written; programs that write no file that they are given by name have none. */
export function writtenBy(command: ShellCommand): Written {
  const { program, words, writes } = command;
  const { files, folders } = byProgram(program, words.slice(1));
  return { files: [...writes, ...files].filter((file) => file !== '-'), folders };
}

function byProgram(program: string, given: readonly string[]): Written {
  const plain = given.filter((word) => !word.startsWith('-'));
  if (/^(?:cp|mv|install|ln|rsync|scp)$/.test(program)) return { ...nothing, files: copied(given, plain) };
  if (program === 'tee' || program === 'sponge') return { ...nothing, files: plain };
  if (/^(?:sed|perl|ruby|yq)$/.test(program))
    return given.some((word) => /^(?:-[a-zA-Z]*i|--in-place)/.test(word)) ? { ...nothing, files: plain } : nothing;
  if (program === 'curl') return { ...nothing, files: fetched(given, 'o', 'output', /^(?:-[a-zA-Z]*O|--remote-name)/) };
  if (program === 'wget') return { ...nothing, files: fetched(given, 'O', 'output-document') };
  if (program === 'dd') return { ...nothing, files: plain.flatMap((word) => /^of=(.+)$/s.exec(word)?.[1] ?? []) };
  if (program === 'aws' || program === 'gsutil')
    return plain.some((word) => /^(?:cp|sync|mv)$/.test(word)) ? { ...nothing, folders: plain.slice(-1) } : nothing;
  return unpacked(program, given, plain);
}

/** A file that goes into a folder keeps its name there. */
function copied(given: readonly string[], plain: readonly string[]): readonly string[] {
  const into = valuesOf(given, 't', 'target-directory');
  const [last] = plain.slice(1).slice(-1);
  if (last === undefined) return into;
  const names = plain.slice(0, -1).map((word) => lastPart(word));
  return [...into, last, ...names.map((name) => `${last}/${name}`)];
}

/** Of curl and wget: the name that is given, or else the last part of each address, which curl has to be asked for. */
function fetched(given: readonly string[], short: string, long: string, asks?: RegExp): readonly string[] {
  const named = valuesOf(given, short, long);
  const folder = [
    ...(asks === undefined ? valuesOf(given, 'P', 'directory-prefix') : valuesOf(given, '', 'output-dir')),
  ];
  const isKept = asks === undefined ? named.length === 0 : given.some((word) => asks.test(word));
  const names = given.filter((word) => /^https?:\/\/./.test(word)).map((word) => lastPart(word.split(/[?#]/)[0] ?? ''));
  const [below] = folder.slice(-1);
  return [...named, ...(isKept ? names : [])].map((name) => (below === undefined ? name : `${below}/${name}`));
}

/** Values of an option: `-o x`, `-ox`, `-qO x`, `--output x`, `--output=x`. */
function valuesOf(given: readonly string[], short: string, long: string): readonly string[] {
  return given.flatMap((word, at) => {
    if (word === `--${long}`) return given[at + 1] ?? [];
    if (word.startsWith(`--${long}=`)) return word.slice(long.length + 3);
    if (short === '' || !/^-[a-zA-Z]/.test(word)) return [];
    const place = word.indexOf(short);
    if (place < 1 || !/^-[a-zA-Z]*$/.test(word.slice(0, place + 1))) return [];
    return place === word.length - 1 ? (given[at + 1] ?? []) : word.slice(place + 1);
  });
}

/** What brings many files at once: a clone, an archive, a patch, another state of the repository. */
function unpacked(program: string, given: readonly string[], plain: readonly string[]): Written {
  if (program === 'git') return byGit(given, plain);
  if (program === 'patch') return { ...nothing, folders: ['.', ...valuesOf(given, 'd', 'directory')].slice(-1) };
  if (program === 'unzip')
    return given.some((word) => /^-[a-z]*[lptvz]/.test(word)) ? nothing : fromArchive(given, 'd', plain.slice(1));
  const isTaken = given.some(
    (word, at) =>
      /^(?:-[a-zA-Z]*x|--extract$|--get$)/.test(word) || (at === 0 && /^[a-zA-Z]+$/.test(word) && word.includes('x')),
  );
  const toStandardOutput = given.some((word) => /^(?:-[a-zA-Z]*O|--to-stdout)/.test(word));
  if (!/^(?:tar|bsdtar)$/.test(program) || !isTaken || toStandardOutput) return nothing;
  const archives = valuesOf(given, 'f', 'file');
  const others = plain.filter((word, at) => !archives.includes(word) && (at > 0 || given[0] !== word));
  return fromArchive(given, 'C', others, 'directory');
}

/** Members that are named, or whatever there is. */
function fromArchive(given: readonly string[], short: string, others: readonly string[], long = 'directory'): Written {
  const [into] = valuesOf(given, short, long).slice(-1);
  const members = others.filter((word) => word !== into && !/\.(?:tar|t?gz|tgz|zip|bz2|xz|zst)$/.test(word));
  if (members.length === 0) return { ...nothing, folders: [into ?? '.'] };
  return { ...nothing, files: members.map((member) => (into === undefined ? member : `${into}/${member}`)) };
}

function byGit(given: readonly string[], plain: readonly string[]): Written {
  const [elsewhere] = valuesOf(given, 'C', 'work-tree');
  const words = plain.filter((word) => word !== elsewhere);
  const [verb = '', ...more] = words;
  const here = elsewhere ?? '.';
  if (verb === 'clone') {
    const from = more.findIndex((word) => /:|\//.test(word));
    const name = more[from + 1] ?? lastPart((more[from] ?? '').replace(':', '/')).replace(/\.git$/, '');
    return from < 0 || /^[$`]/.test(name) ? nothing : { ...nothing, folders: [`${here}/${name}`] };
  }
  const isOther =
    /^(?:am|apply|merge|pull|rebase|cherry-pick|stash)$/.test(verb) ||
    (verb === 'submodule' && given.includes('--remote')) ||
    (/^(?:checkout|switch|reset|restore)$/.test(verb) &&
      more.length > 0 &&
      !more.some((word) => /^[$`]|^HEAD$/.test(word)));
  return isOther ? { ...nothing, folders: [here] } : nothing;
}

function lastPart(path: string): string {
  return trimEnd(path, '/').split('/').at(-1) ?? '';
}
