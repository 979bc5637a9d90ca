import type { WorkBudget } from '../text/work-budget.ts';
import { compilePattern } from './file-pattern.ts';

interface Pattern {
  /** Whether it fits a path or a folder that it lies in. */
  readonly matches: (path: string) => boolean;
  readonly keeps: boolean;
}

/**
 * Reads a `.dockerignore` by the rules of moby's patternmatcher, which differ from git's: patterns start at the root,
 * the last one that matches wins, and a file may come back although its folder is left out.
 * The result says whether a path (relative, `/` as separator) is left out of the context. `budget` pays for its work.
 */
export function parseDockerignore(text: string, budget: WorkBudget): (path: string) => boolean {
  const patterns = text.split('\n').flatMap((line) => readPattern(line, budget));
  return (path) => {
    let left = false;
    budget.spend(patterns.length);
    for (const { matches, keeps } of patterns) {
      if (left === keeps && matches(path)) left = !keeps;
    }
    return left;
  };
}

/**
 * What every builder reads alike: names, `*`, `?` and plain classes. Older ones hand `+(){}|^$` on to a regular expression as they stand; a mark of the
 * byte order, and what one language calls a blank and another does not, are trimmed by some and part of a name to others.
 */
const plainLine =
  /^[ \t]*(?![ \t#])(?:!(?![ \t#!]))?(?:[\p{L}\p{M}\p{N}_./*?~@,=%&:;<>'"`# \t-]|\[[\p{L}\p{N}_.^-]+\])*\r?$/u;

/** What most lines are: all of it is in `plainLine`, whose letters of every language take a millisecond to be made ready. */
const usualLine = /^!?[\w./*?-]*$/;

const isPlain = (line: string): boolean => usualLine.test(line) || plainLine.test(line);

/** Whether some builders may leave out other files by it than others do. */
export function isReadDifferently(text: string): boolean {
  return text.split('\n').some((line) => !line.startsWith('#') && !isPlain(line));
}

function readPattern(line: string, budget: WorkBudget): Pattern[] {
  if (line.startsWith('#')) return [];
  const written = line.trim();
  const keeps = written.startsWith('!');
  // What only some builders leave out is looked at, and so is what only some bring back: that may be everything.
  if (!isPlain(line.replaceAll('\\', ''))) return keeps ? [{ matches: () => true, keeps }] : [];
  const pattern = clean(keeps ? written.slice(1).trim() : written);
  // To moby, a backslash before a letter is one of a regular expression (`\\s` is a blank): what it leaves out, its writer did not mean.
  if (pattern === '' || (!keeps && /\\[A-Za-z0-9]/.test(pattern))) return [];
  const matches = toTest(pattern, budget);
  return matches === undefined ? [] : [{ matches, keeps }];
}

/** Names and endings, which most patterns are, need no pattern: they fit a path where it or one of its folders has them. */
function toTest(pattern: string, budget: WorkBudget): Pattern['matches'] | undefined {
  if (/^[\w./-]+$/.test(pattern)) return (path) => path === pattern || path.startsWith(`${pattern}/`);
  const ending = /^\*\*\/\*([\w.-]+)$/.exec(pattern)?.[1];
  if (ending !== undefined) return (path) => path.endsWith(ending) || path.includes(`${ending}/`);
  const name = /^\*\*\/([\w./-]+)$/.exec(pattern)?.[1];
  if (name !== undefined) return (path) => `/${path}/`.includes(`/${name}/`);
  const fits = compilePattern(pattern, budget);
  // Most paths begin otherwise than what stands before the first sign.
  const [start = ''] = pattern.split(/[*?[\\]/, 1);
  return fits === undefined ? undefined : (path) => path.startsWith(start) && fits(path) >= 0;
}

/** Go's filepath.Clean for a relative pattern: no `.`, no doubled or trailing slashes, `a/..` folded. */
function clean(pattern: string): string {
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !pattern.startsWith('/')) parts.push(part);
  }
  return parts.join('/');
}
