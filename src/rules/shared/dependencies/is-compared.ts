import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { fetchedTo } from '../fetches.ts';
import { once } from '../once.ts';

/** Whether what a command fetches is compared with a checksum or a signature by one of the commands beside it. */
export function isCompared(command: ShellCommand, all: readonly ShellCommand[]): boolean {
  // Of a script with many downloads each is one of the same commands.
  const compared = once(all, 'files that are compared', () => listCompared(all));
  if (compared === undefined) return true;
  if (compared.size === 0) return false;
  const names = fetchedTo(command).map(nameOf);
  return names.length === 0 || names.some((name) => compared.has(name) || name.includes('$'));
}

/** Names of the files; nothing where a signature is looked at, or a list or variable that is not read here says which they are. */
function listCompared(all: readonly ShellCommand[]): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const checking of all.filter(checks)) {
    if (checking.program.startsWith('gpg')) return undefined;
    const list = checking.words.slice(1).find((word) => !word.startsWith('-'));
    const given = [
      ...all
        .filter((each) => each !== checking && each.pipeline === checking.pipeline)
        .flatMap(({ words }) => words.slice(1)),
      checking.stdin?.text ?? '',
    ].join(' ');
    const files = given.split(/\s+/).filter((word) => /[^*.]/.test(word) && !isSum(word) && !/^-|^%/.test(word));
    if (files.length === 0 || list !== undefined || files.some((file) => file.includes('$') && !isHashOf(file)))
      return undefined;
    for (const file of files) found.add(nameOf(file));
  }
  return found;
}

const isSum = (word: string): boolean => /^["']?[0-9a-fA-F]{32,128}$/.test(word);
/** A sum that stands in a variable. */
const isHashOf = (word: string): boolean => /^["']?\$\{?\w+\}?$/.test(word) && /sha|sum|hash|md5|digest/i.test(word);
const nameOf = (path: string): string => (path.split('/').at(-1) ?? '').replaceAll(/[*"']/g, '').replace('\\n', '');

/** Compares what came with a checksum or a signature. */
export const checks = ({ program, words }: ShellCommand): boolean =>
  /^(?:sha\d+sum|shasum|md5sum|b2sum)$/.test(program)
    ? words.some((word) => word === '--check' || (/^-[a-z]/i.test(word) && word.includes('c')))
    : /^gpgv?$/.test(program) && (program === 'gpgv' || words.includes('--verify'));
