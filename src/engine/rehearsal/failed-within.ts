/** A program within a run that ended with an error, as the run's output shows it. */
export interface FailedWithin {
  /** What it was, in our words: what comes from the image is quoted beside it and nowhere else. */
  readonly what: string;
  /** The line of the output that says so. */
  readonly line: string;
}

const shellWords = String.raw`(?:command not found|not found|No such file or directory|Permission denied|cannot execute[^:]*|Exec format error|bad interpreter: .*)`;
const signals = String.raw`(?:Killed|Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)(?: \(core dumped\))?`;

/** Each begins a line. Words that programs also print of what they caught are left out, but for tracebacks, of which nothing shows whether somebody caught them. */
const signs: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['Rscript halted at an error', /^Execution halted$/],
  ['R found no file to run', /^Fatal error: cannot open file '/],
  ['a program of Julia ended with an error', /^ERROR: LoadError: /],
  ['python found nothing to run', /^\S*python[\d.]*: (?:can't open file |No module named |Error while finding module)/],
  ['node ended with an error', /^Node\.js v\d+\.\d+\.\d+$/],
  ['a program of Java ended with an error', /^Exception in thread "main" /],
  // bash: "run.sh: line 3: x: command not found"; dash: "run.sh: 3: x: not found"; without a script: "sh: 1: x: not found", "bash: x: No such file or directory".
  ['a shell could not run a command', new RegExp(String.raw`^\S+: (?:line )?\d+: .*: ${shellWords}$`)],
  ['a shell could not run a command', new RegExp(String.raw`^(?:/\S*/)?(?:ba|da|z|a)?sh: .*: ${shellWords}$`)],
  ['a shell could not run a command', /^(?:\/\S*\/)?(?:ba|da|z|a)?sh: (?:\d+: )?(?:cannot open |can't open ')/],
  ['a signal ended a program', new RegExp(String.raw`^\S+: line \d+:\s+\d+ ${signals}`)],
  ['a signal ended a program', new RegExp(`^${signals}$`)],
  [
    'a command could not do its work',
    /^(?:cp|mv|tar|gzip|gunzip|unzip|cat|mkdir|touch|tee): (?!.*File exists$).*(?:cannot |can't |No such file or directory|Permission denied|Read-only file system|No space left)/,
  ],
];

/** Python's own, with the frame below it; not of what it ignores itself while it ends. */
const traceback = /^Traceback \(most recent call last\):$/;
/** What programs that run several put before each line: `[rank0]: `, `worker-1 | `, `(train pid=12) `. */
const prefix = /^(?:\[[^\]]{1,60}\][: ]{1,3}|[\w.-]{1,60} {1,8}\| |\([^()]{1,60}\) )/;
const bare = (line: string): string => line.replace(prefix, '');
const ignored = /^Exception ignored in/;
const frame = /^\s+File "/;
const named = /^[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Iteration|Group)?(?::|$)/;

/** Whether a line of a run's output may be one of those that {@link readFailedWithin} looks for. */
export function tellsOfFailure(line: string): boolean {
  return traceback.test(bare(line)) || (line.length <= longest && signs.some(([, pattern]) => pattern.test(line)));
}

/** What ended with an error in a run that went on all the same, each kind once. */
export function readFailedWithin(log: string): readonly FailedWithin[] {
  const lines = log.split(/\r?\n/).map((line) => (/^[[(\w]/.test(line) ? bare(line) : line));
  const found = new Map<string, FailedWithin>();
  for (const [at, line] of lines.entries()) {
    const isTraceback = traceback.test(line) && frame.test(lines[at + 1] ?? '') && !ignored.test(lines[at - 1] ?? '');
    const what = isTraceback
      ? 'Python printed a traceback'
      : signs.find(([, pattern]) => line.length <= longest && pattern.test(line))?.[0];
    if (what === undefined || found.has(what)) continue;
    const end = isTraceback ? lines.slice(at + 1).find((each) => named.test(each)) : undefined;
    found.set(what, { what, line: (end ?? line).slice(0, 200) });
  }
  return [...found.values()];
}

/** Messages of shells and interpreters are shorter; patterns need not look through more. */
const longest = 2000;
