/** A program within a run that ended with an error, as the run's output shows it. */
export interface FailedWithin {
  /** What it was, in our words: what comes from the image is quoted beside it and nowhere else. */
  readonly what: string;
  /** The line of the output that says so. */
  readonly line: string;
}

const shellWords = String.raw`(?:command not found|not found|No such file or directory|Permission denied|cannot execute[^:]*|Exec format error|bad interpreter: .*)`;
/** What a shell says of a value or a place that it cannot take. */
const shellRefusals = [
  '(?:unbound variable|readonly variable|parameter (?:null or )?not set)',
  '(?:[Bb]ad substitution|division by (?:0|zero)|ambiguous redirect|bad array subscript)',
  '(?:Is a directory|Not a directory|Read-only file system|No space left on device|Argument list too long|Cannot allocate memory)',
].join('|');
const signals = String.raw`(?:Killed|Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)(?: \(core dumped\))?`;
/** bash: "run.sh: line 3: ", "bash: -c: line 2: "; dash: "run.sh: 3: ". */
const shellPlace = String.raw`^\S+: (?:-c: )?(?:line )?\d+: `;

/** Each begins a line. Words that programs also print of what they caught are left out, but for what Python and R print in their own words, of which nothing shows whether somebody caught it. */
const signs: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['Rscript halted at an error', /^Execution halted$/],
  ['R found no file to run', /^Fatal error: cannot open file '/],
  ['R printed an error', /^Error (?:in \S.{0,1000} )?:(?: |$)/],
  ['a program of Julia ended with an error', /^ERROR: (?:LoadError: |[A-Z]\w{0,60}(?:Error|Exception)\b)/],
  ['python found nothing to run', /^\S*python[\d.]*: (?:can't open file |No module named |Error while finding module)/],
  ['Python itself broke down', /^Fatal Python error: /],
  ['node ended with an error', /^Node\.js v\d+\.\d+\.\d+$/],
  ['a program of Java ended with an error', /^Exception in thread "main" /],
  // Without a script: "sh: 1: x: not found", "bash: x: No such file or directory".
  ['a shell could not run a command', new RegExp(String.raw`${shellPlace}.*: ${shellWords}$`)],
  ['a shell could not run a command', new RegExp(String.raw`^(?:/\S*/)?(?:ba|da|z|a)?sh: .*: ${shellWords}$`)],
  ['a shell could not run a command', /^(?:\/\S*\/)?(?:ba|da|z|a)?sh: (?:\d+: )?(?:cannot open |can't open ')/],
  [
    'a shell could not run a command',
    new RegExp(String.raw`${shellPlace}(?:.*: )?(?:${shellRefusals})(?: \(error token is .*)?$`),
  ],
  ['a shell could not read its commands', new RegExp(`${shellPlace}(?:.*: )?[Ss]yntax error(?:: | )`)],
  ['a signal ended a program', new RegExp(String.raw`^\S+: line \d+:\s+\d+ ${signals}`)],
  ['a signal ended a program', new RegExp(`^${signals}$`)],
  [
    'a command was not there',
    /^(?:\/\S*\/)?(?:env|nice|nohup|setsid|timeout|xargs|sudo): .*(?:No such file or directory|Permission denied|Exec format error|command not found)$/,
  ],
  [
    'a command could not do its work',
    /^(?:cp|mv|tar|gzip|gunzip|unzip|cat|mkdir|touch|tee): (?!.*File exists$).*(?:cannot |can't |No such file or directory|Permission denied|Read-only file system|No space left)/,
  ],
];

/** Python's own, with the frame below it; not of what it ignores itself while it ends. Whatever stands before it in its line: a bar of progress ends none. */
const traceback = 'Traceback (most recent call last):';
const frame = /(?:^|[\s|+])File "[^"]{1,1000}", line \d+/;
/** The same in one line, as loggers write that make JSON of what they are told. */
const inOneLine = /Traceback \(most recent call last\):\\{1,4}n[ |+]{1,20}File \\{1,4}"/;
/** Of a file that Python cannot read it says where, and no more of a traceback. */
const unreadable = /^\s+File "[^"]{1,1000}", line \d+$/;
const misspelt = /^(?:Syntax|Indentation|Tab)Error: /;
const ignored = /^Exception ignored in/;
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
  if (text.length > longest) return false;
  return unreadable.test(text) || tellsInOneLine(bare(text)) !== undefined;
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

function tellsInOneLine(line: string): string | undefined {
  return line.length > longest ? undefined : signs.find(([, pattern]) => pattern.test(line))?.[0];
}

/** What Python says in several lines. */
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
  if (!unreadable.test(line)) return undefined;
  const end = lines.slice(at + 1, at + 5).find((each) => misspelt.test(each));
  return end === undefined ? undefined : { what: 'Python could not read a program', line: end };
}

/** Messages of shells and interpreters are shorter; patterns need not look through more. */
const longest = 2000;
