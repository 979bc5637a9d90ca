/** Whether a path (`/` as separator, no slash at the end) is ignored; a folder's contents are with it. Nothing where the rules are more than are read. */
export type IsIgnored = (path: string, isFolder: boolean) => boolean | undefined;

interface Rule {
  readonly base: string;
  readonly segments: readonly string[];
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
}

/** Longer patterns, and more of them, than any list has, and steps than they take on all paths of a repository; beyond these nothing is known to be ignored, or not. */
const limits = { pattern: 500, rules: 5000, segments: 40, steps: 100_000_000 };
/** What it takes to read one, which is done again for each folder that has a list of its own. */
const stepsToRead = 20;
export const mostIgnoreRules = limits.rules;

/** Steps that may still be taken, of all that share it. */
export interface IgnoreWork {
  left: number;
}

export const ignoreWork = (): IgnoreWork => ({ left: limits.steps });

/**
 * The rules of `.gitignore` files as git reads them, by the folder that each lies in (`''` for the root). Linear in a pattern's length. `work`: what lists of
 * several folders may take together.
 */
export function readIgnoreRules(
  lists: readonly { readonly folder: string; readonly text: string }[],
  work = ignoreWork(),
): IsIgnored {
  if (work.left < 0) return () => undefined;
  const read = lists
    .toSorted((a, b) => a.folder.length - b.folder.length)
    .flatMap(({ folder, text }) => text.split(/\r?\n/).flatMap((line) => readRule(folder, line) ?? []));
  const rules = read.filter((rule) => rule !== 'too long');
  work.left -= stepsToRead * read.length;
  const isWhole = rules.length === read.length && read.length <= limits.rules;
  return (path, isFolder) => {
    if (!isWhole || work.left < 0) return undefined;
    // The last rule that fits decides.
    const found = rules.findLast((rule) => (isFolder || !rule.onlyFolders) && fits(rule, path, work));
    return work.left < 0 ? undefined : found !== undefined && !found.isNegated;
  };
}

function readRule(folder: string, line: string): Rule | 'too long' | undefined {
  let pattern = line.replace(/(?<=^|[^ \t\\]|\\[ \t])[ \t]+$/, '');
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  if (pattern.length > limits.pattern) return 'too long';
  const isNegated = pattern.startsWith('!');
  pattern = pattern.slice(isNegated ? 1 : 0).replace(/^\\(?=[#!])/, '');
  const onlyFolders = pattern.endsWith('/');
  pattern = onlyFolders ? pattern.slice(0, -1) : pattern;
  // Without a slash it fits at any depth.
  const whole = pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`;
  const segments = whole
    .split('/')
    .filter((part, index, all) => part !== '**' || all[index - 1] !== '**')
    .map((part) => (part === '**' ? part : part.replaceAll(/(?<!\\)\*+/g, '*')));
  if (segments.length > limits.segments) return 'too long';
  return pattern === '' ? undefined : { base: folder, segments, isNegated, onlyFolders };
}

function fits({ base, segments }: Rule, path: string, work: IgnoreWork): boolean {
  work.left -= 1;
  if (base !== '' && !path.startsWith(`${base}/`)) return false;
  const parts = path.slice(base === '' ? 0 : base.length + 1).split('/');
  // Two pointers: on failure only the last `**` takes one segment more.
  let [at, part, star, mark] = [0, 0, -1, 0];
  while (part < parts.length) {
    work.left -= 1;
    if (segments[at] === '**') {
      [star, mark] = [at, part];
      at += 1;
    } else if (at < segments.length && fitsName(segments[at] ?? '', parts[part] ?? '', work)) {
      at += 1;
      part += 1;
    } else if (star >= 0) {
      mark += 1;
      [at, part] = [star + 1, mark];
    } else return false;
  }
  while (segments[at] === '**' && at < segments.length - 1) at += 1;
  return at === segments.length || (segments[at] === '**' && at === segments.length - 1 && parts.length > at);
}

/** One name against `*`, `?` and `[...]`, with two pointers. */
function fitsName(pattern: string, name: string, work: IgnoreWork): boolean {
  let [at, place, star, mark] = [0, 0, -1, 0];
  while (place < name.length) {
    work.left -= 1;
    const step = at < pattern.length && pattern[at] !== '*' ? fitsOne(pattern, at, name[place] ?? '') : 0;
    if (pattern[at] === '*') {
      [star, mark] = [at, place];
      at += 1;
    } else if (step > 0) {
      at += step;
      place += 1;
    } else if (star >= 0) {
      mark += 1;
      [at, place] = [star + 1, mark];
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/** How much of the pattern takes the character; 0 where it does not fit. */
function fitsOne(pattern: string, at: number, character: string): number {
  const first = pattern[at];
  if (first === '?') return 1;
  if (first === '\\') return pattern[at + 1] === character ? 2 : 0;
  const end = first === '[' ? pattern.indexOf(']', at + 2) : -1;
  if (end < 0) return first === character ? 1 : 0;
  const isNegated = /[!^]/.test(pattern[at + 1] ?? '');
  const set = pattern.slice(at + (isNegated ? 2 : 1), end);
  let isIn = false;
  for (let index = 0; index < set.length; index += 1) {
    const isRange = set[index + 1] === '-' && index + 2 < set.length;
    isIn ||= isRange
      ? character >= (set[index] ?? '') && character <= (set[index + 2] ?? '')
      : character === set[index];
    index += isRange ? 2 : 0;
  }
  return isIn === isNegated ? 0 : end - at + 1;
}
