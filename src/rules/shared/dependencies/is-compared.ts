import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { fetchedTo } from '../fetches.ts';
import { once } from '../once.ts';

/** `unseen`: something is compared, and whether it is this file no line shows: a list that is not read here, or a variable, names what. */
export type Comparison = 'yes' | 'no' | 'unseen';

/** Whether what a command fetches is compared with a checksum or a signature by one of the commands beside it. */
export function comparisonOf(command: ShellCommand, all: readonly ShellCommand[]): Comparison {
  // Of a script with many downloads each is one of the same commands.
  const { names: compared, isOpen } = once(all, 'files that are compared', () => listCompared(all));
  const names = fetchedTo(command).map(nameOf);
  if (names.some((name) => compared.has(name))) return 'yes';
  if (compared.size === 0 && !isOpen) return 'no';
  return isOpen || names.length === 0 || names.some((name) => name.includes('$')) ? 'unseen' : 'no';
}

interface Compared {
  /** As they are written, variables included. */
  readonly names: ReadonlySet<string>;
  /** Further files may be: what names them is not read here. */
  readonly isOpen: boolean;
}

function listCompared(all: readonly ShellCommand[]): Compared {
  const names = new Set<string>();
  let isOpen = false;
  for (const checking of all.filter(checks)) {
    const files = checking.program.startsWith('gpg') ? listSigned(checking) : listSummed(checking, all);
    for (const file of files) names.add(nameOf(file));
    isOpen ||= files.length === 0 || files.some((file) => file.includes('$'));
  }
  return { names, isOpen };
}

/** `gpg --verify FILE.asc FILE`, or the signature alone, which has the name of its file. */
function listSigned({ words }: ShellCommand): readonly string[] {
  const files = words.slice(1).filter((word) => !word.startsWith('-'));
  return files.flatMap((file) => [file, file.replace(/\.(?:asc|sig|gpg)$/, '')]);
}

/** What stands beside the sums, in a pipe or in a list that one of the commands writes. */
function listSummed(checking: ShellCommand, all: readonly ShellCommand[]): readonly string[] {
  const list = checking.words.slice(1).find((word) => !word.startsWith('-'));
  const giving = all.filter(
    (each) =>
      each !== checking && (list === undefined ? each.pipeline === checking.pipeline : each.writes.includes(list)),
  );
  const given = [
    ...giving.flatMap(({ words, stdin }) => [...words.slice(1), stdin?.text ?? '']),
    checking.stdin?.text ?? '',
  ];
  return given
    .join(' ')
    .split(/\s+/)
    .filter((word) => /[^*.]/.test(word) && !isSum(word) && !isHashOf(word) && !/^-|^%/.test(word));
}

const isSum = (word: string): boolean => /^["']?[0-9a-fA-F]{32,128}$/.test(word);
/** A sum that stands in a variable. */
const isHashOf = (word: string): boolean => /^["']?\$\{?\w+\}?$/.test(word) && /sha|sum|hash|md5|digest/i.test(word);
const nameOf = (path: string): string =>
  (path.split('/').at(-1) ?? '').replaceAll(/[*"']/g, '').replace(/\\n|\\?\$$/, '');

/** Compares what came with a checksum or a signature. */
export const checks = ({ program, words }: ShellCommand): boolean =>
  /^(?:sha\d+sum|shasum|md5sum|b2sum)$/.test(program)
    ? words.some((word) => word === '--check' || (/^-[a-z]/i.test(word) && word.includes('c')))
    : /^gpgv?$/.test(program) && (program === 'gpgv' || words.includes('--verify'));
