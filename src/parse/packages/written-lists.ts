import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { Install } from '../shell/installs.ts';

/** A command, and all of the text that it stands in. */
interface Commands {
  readonly command: ShellCommand;
  readonly all: readonly ShellCommand[];
}

/** `cat requirements.txt | xargs -n 1 pip install`: the list that the names come from. */
export function fedLists(
  { kind, packages, files, projects, ownProject }: Install,
  { command, all }: Commands,
): readonly string[] {
  if (kind !== 'pip' || ownProject || packages.length + files.length + projects.length > 0) return [];
  if (command.reads !== undefined && /\.(?:txt|in|lock)$/.test(command.reads)) return [command.reads];
  return all
    .filter(({ program, pipeline }) => pipeline === command.pipeline && /^(?:cat|grep|egrep|sed|tail)$/.test(program))
    .flatMap(({ words }) => words.slice(1).filter((word) => /\.(?:txt|in|lock)$/.test(word)));
}

const isList = (word: string): boolean => /\.(?:txt|in)$/.test(word);

/**
 * `grep -v torch requirements.txt > /tmp/packages.txt`: the lists of which an earlier command of the same RUN wrote this one, and which entries of them it left
 * out, as far as their names stand in what it looks for.
 */
export function writtenFrom(
  path: string,
  { command, all }: Commands,
): { readonly sources: readonly string[]; readonly isLeftOut: (entry: string) => boolean } {
  const writers = all
    .slice(0, Math.max(0, all.indexOf(command)))
    .filter(
      ({ program, writes }) => writes.includes(path) && /^(?:[ef]?grep|sed|cat|awk|sort|head|tail)$/.test(program),
    );
  const leftOut = writers
    .filter(({ words }) => words.some((word) => /^-\w{0,8}v/.test(word)))
    .flatMap(({ words }) => words.slice(1).filter((word) => !word.startsWith('-') && !isList(word)))
    .flatMap((pattern) => pattern.toLowerCase().split(/[^\w-]+/));
  const names = new Set(leftOut.filter((name) => name.length > 1));
  return {
    sources: writers.flatMap(({ words }) => words.slice(1).filter((word) => word !== path && isList(word))),
    isLeftOut: (entry) => names.has(/^[\w-]+/.exec(entry.toLowerCase())?.[0] ?? ''),
  };
}
