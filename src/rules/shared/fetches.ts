import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';

const fetchers: ReadonlySet<string> = new Set(['aria2c', 'axel', 'curl', 'wget']);

/** A command that fetches files by their addresses. */
export function isFetch({ program }: ShellCommand): boolean {
  return fetchers.has(program);
}

/** Where a fetching command puts what it fetches, as written: a file, or a folder that ends in `/`; nothing where it goes to a pipe. */
export function fetchedTo(command: ShellCommand): readonly string[] {
  const { program, words, writes } = command;
  const value = (...options: readonly string[]): string | undefined => {
    const at = words.findIndex((word) => options.includes(word));
    if (at >= 0) return words[at + 1];
    return words.flatMap((word) => {
      const long = options.find((option) => option.startsWith('--') && word.startsWith(`${option}=`));
      const short = options.find((option) => /^-\w$/.test(option) && word.startsWith(option) && word.length > 2);
      return long !== undefined ? [word.slice(long.length + 1)] : short !== undefined ? [word.slice(2)] : [];
    })[0];
  };
  const names = words
    .filter((word) => /^(?:https?|ftp):/.test(word))
    .map((url) => url.split(/[?#]/)[0]?.split('/').at(-1) ?? '');
  const inFolder = (folder: string | undefined): string[] =>
    names.map((name) => (folder === undefined ? name : `${trimEnd(folder, '/')}/${name}`));
  if (program === 'wget') {
    const file = value('-O', '--output-document');
    return file === undefined ? inFolder(value('-P', '--directory-prefix')) : file === '-' ? writes : [file];
  }
  if (program === 'aria2c') {
    const folder = value('-d', '--dir');
    const file = value('-o', '--out');
    return file === undefined ? inFolder(folder) : [folder === undefined ? file : `${folder}/${file}`];
  }
  // `-sLo NAME`
  const joined = words.findIndex((word) => /^-[a-zA-Z]+o$/.test(word));
  const file = value('-o', '--output') ?? (joined < 0 ? undefined : words[joined + 1]);
  if (file !== undefined) return [file];
  const keepsName = words.some((word) => /^-[a-zA-NP-Z]*O[a-zA-Z]*$|^--remote-name/.test(word));
  return keepsName ? inFolder(value('--output-dir')) : writes;
}
