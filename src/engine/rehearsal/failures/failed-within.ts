import { mayBegin, signs, tellInTwo } from './failure-words.ts';
import { tellInShell } from './shell-words.ts';

/** A program within a run that ended with an error, as the run's output shows it. */
export interface FailedWithin {
  /** What it was, in our words: what comes from the image is quoted beside it and nowhere else. */
  readonly what: string;
  /** The line of the output that says so. */
  readonly line: string;
}

/** Python's own, with the frame below it; not of what it ignores itself while it ends. Whatever stands before it in its line: a bar of progress ends none. */
const traceback = 'Traceback (most recent call last):';
const frame = /(?:^|[\s|+])File "[^"]{1,1000}", line \d+/;
/** The same in one line, as loggers write that make JSON of what they are told. */
const inOneLine = /Traceback \(most recent call last\):\\{1,4}n[ |+]{1,20}File \\{1,4}"/;
/** What ends a program that has done its work, or takes a value away: of a callback or a thread, it is work that was not done. */
const ignored = /^Exception ignored in(?! thread)/;
const named = /^[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Iteration|Group)?(?::|$)/;

/** What programs that run several put before each line: `[rank0]: `, `worker-1 | `, `(train pid=12) `. */
const prefix = /^(?:\[[^\]]{1,60}\][: ]{1,3}|[\w.-]{1,60} {1,8}\| |\([^()]{1,60}\) )/;
/** A bar of progress up to the time that it took: `50%|###  | 5/10 [00:01<00:01, 9.9it/s]`. Other output goes on in its line. */
const bar = /^[^[]{0,400}\[(?:\d{1,3}:)?\d\d:\d\d[<,][^\]]{0,100}\]/;
/** The edge of a group of exceptions. */
const edge = /^[\s|+-]*\| /;
const bare = (line: string): string => line.replace(bar, '').replace(prefix, '');

/** What a terminal makes nothing of but colours, titles and places. */
const marks = new RegExp(
  String.raw`${'\u001B'}(?:\[[\d;:?]{0,60}[A-Za-z]|\][^${'\u0007'}${'\u001B'}]{0,500}(?:${'\u0007'}|${'\u001B'}\\)|[()][A-Z0-9])|${'\0'}`,
  'g',
);
const asRead = (text: string): string =>
  text.includes('\u001B') || text.includes('\0') ? text.replaceAll(marks, '') : text;

/** Whether a line of a run's output may be one of those that {@link readFailedWithin} looks for. */
export function tellsOfFailure(line: string): boolean {
  const text = asRead(line);
  if (text.includes(traceback)) return true;
  if (text.length > longest) return tellsInOneLine(bare(text)) !== undefined;
  return mayBegin(text) || mayBegin(bare(text)) || tellsInOneLine(bare(text)) !== undefined;
}

/** What ended with an error in a run that went on all the same, each kind once. */
export function readFailedWithin(log: string): readonly FailedWithin[] {
  const lines = asRead(log)
    .split(/[\r\n]+/)
    .map((line) => (/^\s*[[(\w|+-]|%\|/.test(line) ? bare(line) : line));
  const found = new Map<string, FailedWithin>();
  for (const [at, line] of lines.entries()) {
    const failed = readFailure(lines, at) ?? { what: tellsInOneLine(line), line };
    if (failed.what === undefined || found.has(failed.what)) continue;
    found.set(failed.what, { what: failed.what, line: failed.line.slice(0, 200) });
  }
  return [...found.values()];
}

/** Of a long line its beginning and its end: a message may be long, or follow what nothing ended. */
function tellsInOneLine(line: string): string | undefined {
  if (line.length > longest) return tellsInShort(`${line.slice(0, longest)} `) ?? tellsInShort(line.slice(-longest));
  return tellsInShort(line);
}

function tellsInShort(line: string): string | undefined {
  return signs.find(([, pattern]) => pattern.test(line))?.[0] ?? tellInShell(line);
}

/** What is said in several lines. */
function readFailure(lines: readonly string[], at: number): FailedWithin | undefined {
  const line = lines[at] ?? '';
  const what = 'Python printed a traceback';
  const start = line.indexOf(traceback);
  if (start >= 0 && inOneLine.test(line)) return { what, line: line.slice(start) };
  if (start >= 0 && line.endsWith(traceback) && frame.test(lines[at + 1] ?? '')) {
    if (ignored.test(lines[at - 1] ?? '')) return undefined;
    const after = lines.slice(at + 1, at + 500).map((each) => each.replace(edge, ''));
    return { what, line: after.find((each) => named.test(each)) ?? line };
  }
  return line.length > longest ? undefined : tellInTwo(lines, at);
}

/** Of a line that is longer, patterns look through so much at both ends. */
const longest = 2000;
