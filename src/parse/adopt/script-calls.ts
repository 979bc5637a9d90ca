import type { GivenArguments } from '../../model/adopt/needed-argument.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { splitQuoted } from '../manifests/split-quoted.ts';
import { resolveProgram } from './resolve-program.ts';

/** Longer lines, and longer values, hold no call that a person wrote. */
const longest = 1000;

/**
 * What a shell script gives to programs of the repository, also where the command line is put together in a variable before
 * (`RUN="$SCRIPT --save=$SAVE"`). Values that are not known keep their `$`. `paths`: of the programs.
 */
export function readScriptCalls(
  { path, text = '' }: ProjectFile,
  paths: ReadonlySet<string>,
): readonly GivenArguments[] {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const values = new Map<string, string>();
  const calls: GivenArguments[] = [];
  for (const { line, number } of joinLines(text)) {
    const assigned = /^\s*(?:export\s+)?([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s"']*)\s*$/.exec(line);
    const value = expand((assigned?.[2] ?? '').replaceAll(/^["']|["']$/g, ''), values);
    if (assigned?.[1] !== undefined) values.set(assigned[1], value);
    const words = splitQuoted(assigned === null ? expand(line, values) : value);
    if (/^(?:echo|printf|#.*)$/.test(words[0] ?? '#')) continue;
    const found = findCall(words, folder, paths);
    if (found !== undefined) calls.push({ ...found, location: { file: path, line: number } });
  }
  return calls;
}

/** Lines with those that a backslash joins to them. */
function joinLines(text: string): readonly { readonly line: string; readonly number: number }[] {
  const joined: { line: string; readonly number: number }[] = [];
  let isOpen = false;
  text.split(/\r?\n/).forEach((line, at) => {
    const last = joined.at(-1);
    const goesOn = line.endsWith('\\');
    const part = goesOn ? line.slice(0, -1) : line;
    if (isOpen && last !== undefined) last.line = `${last.line} ${part.trim()}`;
    else joined.push({ line: part, number: at + 1 });
    isOpen = goesOn;
  });
  return joined.filter(({ line }) => line.length <= longest);
}

function expand(text: string, values: ReadonlyMap<string, string>): string {
  const found = text.replaceAll(/\$\{?([A-Za-z_]\w*)\}?/g, (written, name: string) => values.get(name) ?? written);
  return found.length > longest ? text : found;
}

/** The first word that is a program, and the words behind it up to the end of the command. */
function findCall(
  words: readonly string[],
  folder: string,
  paths: ReadonlySet<string>,
): Pick<GivenArguments, 'program' | 'words'> | undefined {
  for (const [at, word] of words.entries()) {
    if (word.startsWith('-')) continue;
    const program = resolveProgram([word.replace(/^\$\{?\w+\}?\//, '')], paths, [folder]);
    if (program === undefined) continue;
    const rest = words.slice(at + 1);
    const end = rest.findIndex((each) => /^(?:[|&;]|\d?[<>])|;$/.test(each));
    return { program, words: end < 0 ? rest : rest.slice(0, rest[end]?.endsWith(';') === true ? end + 1 : end) };
  }
  return undefined;
}
