/** What it was, in our words, and how it says so: each begins a line, and its words are the program's own. */
type Sign = readonly [what: string, pattern: RegExp];

const anyError = String.raw`[\w.$]{0,200}(?:Error|Exception)`;

/** Beside what shells say. Words that programs also print of what they caught are left out, but for what Python and R print in their own words, of which nothing shows whether somebody caught it. */
const byLanguage: Readonly<Record<string, readonly Sign[]>> = {
  R: [
    [
      'Rscript halted at an error',
      /^(?:Execution halted|Ausf\u00FChrung angehalten|Ex\u00E9cution arr\u00EAt\u00E9e|Ejecuci\u00F3n interrumpida)$/,
    ],
    ['R found no file to run', /^Fatal error: cannot open file '/],
    ['R printed an error', /^(?:Error|Fehler|Erreur|Errore) (?:(?:in|dans|en) \S.{0,1000} )?:(?: |$)/],
    ['R printed an error', /^(?:Error in|Caused by error in|Fehler in|Erreur dans|Error en|Errore in) `.{1,500}`:$/],
    ['R printed an error', /^Caused by error:$/],
    ['R printed an error', /^(?:\[\d{1,6}\] )?"Error in /],
    [
      'a worker of R failed',
      /^\s*(?:all )?scheduled cores? (?:[\d, ]{1,300} )?(?:encountered errors? in user code|did not deliver)/,
    ],
  ],
  Python: [
    [
      'python found nothing to run',
      /^\S*python[\d.]*: (?:can't open file |can't find '__main__' |No module named |Error while finding module)/,
    ],
    ['Python itself broke down', /^Fatal Python error: /],
    ['Python could not read a program', /^\*\*\* Error compiling '/],
    ['Python printed a traceback', /^[A-Za-z]\w{0,100} {2,}Traceback \(most recent call last\)$/],
    ['Python printed a traceback', /^(?:\u256D|\u250C|\+)[\u2500\u2501-]{2,300} Traceback \(most recent call last\) /],
  ],
  Julia: [
    [
      'a program of Julia ended with an error',
      /^ERROR: (?:LoadError: |InitError: |could not open file |[A-Z]\w{0,60}(?:Error|Exception)\b)/,
    ],
    ['a task of Julia failed', /^Unhandled Task ERROR: |^ {0,8}nested task error: /],
    ['a signal ended a program', /^(?:\[\d{1,9}\] )?signal (?:\(\d{1,3}(?:\.\d{1,3})?\)|\d{1,3} \(\d{1,9}\)): /],
  ],
  Node: [
    ['node ended with an error', /^Node\.js v\d+\.\d+\.\d+$/],
    [
      'node ended with an error',
      /^FATAL ERROR: .{0,300}JavaScript heap out of memory$|^-{3,9} Native stack trace -{3,9}$/,
    ],
    ['node found nothing to run', /^\S*node: (?:bad option: |-\S{1,40} requires an argument)/],
    ['node ended with an error', /^(?:\(node:\d{1,9}\) )?UnhandledPromiseRejectionWarning: /],
  ],
  Java: [
    ['a program of Java ended with an error', /^Exception in thread "[^"]{1,200}" /],
    [
      'java found nothing to run',
      /^Error: (?:Could not find or load main class |Unable to (?:access|initialize) |Invalid or corrupt jarfile |Main method not found )/,
    ],
    [
      'java did not start',
      /^Error: (?:Could not create the Java Virtual Machine|A JNI error has occurred|A fatal exception has occurred)|^Error occurred during initialization of VM$/,
    ],
    ['java ran out of memory', /^(?:Terminating due to )?java\.lang\.OutOfMemoryError\b/],
    ['java itself broke down', /^# A fatal error has been detected by the Java Runtime Environment:/],
  ],
  compiled: [
    [
      'a program ended with an error',
      new RegExp(`^terminate called (?:after throwing an instance of '|without an active exception)`),
    ],
    ['a program ended with an error', /^thread '[^']{1,200}' (?:\(\d{1,20}\) )?panicked at /],
    ['a program ended with an error', /^panic: .{1,1000}$|^fatal error: all goroutines are asleep/],
    ['a program ended with an error', /^\S{1,300}: \S{1,300}:\d{1,9}: .*: Assertion `/],
    ['a program found no library', /^\S{1,300}: error while loading shared libraries: /],
    [
      'a program spoilt its memory',
      /^(?:free|malloc|realloc|munmap_chunk|calloc)\(\): (?:invalid|corrupted|unaligned|double|memory|mismatching)/,
    ],
    [
      'a program spoilt its memory',
      /^double free or corruption|^corrupted (?:size vs\. prev_size|double-linked list)|^\*\*\* stack smashing detected \*\*\*/,
    ],
  ],
  Perl: [
    ['perl found nothing to run', /^Can't (?:open perl script "|locate \S{1,300}\.pm in @INC)/],
    [
      'perl could not read a program',
      /^BEGIN failed--compilation aborted|^Execution of \S{1,300} aborted due to compilation errors/,
    ],
  ],
  signals: [
    ['a signal ended a program', /^ ?\*\*\* caught (?:segfault|illegal operation|bus error) \*\*\*$/],
    [
      'a signal ended a program',
      /^(?:Killed|Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)(?: \(core dumped\))?$/,
    ],
  ],
  commands: [
    [
      'a command was not there',
      /^(?:\/\S*\/)?(?:env|nice|nohup|setsid|timeout|xargs|sudo): .*(?:No such file or directory|Permission denied|Exec format error|command not found)$/,
    ],
    [
      'a command could not do its work',
      /^(?:cp|mv|tar|gzip|gunzip|unzip|cat|mkdir|touch|tee): (?!.*File exists$).*(?:cannot |can't |No such file or directory|Permission denied|Read-only file system|No space left)/,
    ],
  ],
};

/** Said in two lines: the second comes soon after the first. `within`: lines. */
const inTwoLines: readonly {
  readonly what: string;
  readonly first: RegExp;
  readonly second: RegExp;
  readonly within: number;
}[] = [
  { what: 'R printed an error', first: /^(?:Error|Fehler|Erreur)(?: in .{1,1000})?:$/, second: /^! /, within: 1 },
  { what: 'a program of Julia ended with an error', first: /^ERROR: /, second: /^Stacktrace:$/, within: 20 },
  {
    what: 'a program of Julia told of an error',
    first: /^\u250C Error: /,
    second: /^\u2502 {1,8}exception =/,
    within: 20,
  },
  {
    what: 'a program of Java told of an error',
    first: new RegExp(`^(?:Caused by: )?(?:[a-z]\\w{0,60}\\.){1,10}${anyError}(?:: |$)`),
    second: /^\s{1,8}at [\w$./<>]{1,300}\(/,
    within: 10,
  },
  {
    what: 'Python could not read a program',
    first: /^(?:\*\*\*)?\s+File "[^"]{1,1000}", line \d+$/,
    second: /^(?:Syntax|Indentation|Tab)Error: /,
    within: 4,
  },
];

export const signs: readonly Sign[] = Object.values(byLanguage).flat();

/** Whether a line may be the first of two that tell of a failure. */
export const mayBegin = (line: string): boolean => inTwoLines.some(({ first }) => first.test(line));

/** What two lines tell of a failure: what, and the one of them that says more. */
export function tellInTwo(
  lines: readonly string[],
  at: number,
): { readonly what: string; readonly line: string } | undefined {
  const line = lines[at] ?? '';
  for (const { what, first, second, within } of inTwoLines) {
    if (!first.test(line)) continue;
    const found = lines.slice(at + 1, at + 1 + within).find((each) => second.test(each));
    if (found !== undefined) return { what, line: /^(?:! |\w*Error: )/.test(found) ? found : line };
  }
  return undefined;
}
