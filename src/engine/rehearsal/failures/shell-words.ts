const couldNotRun = 'a shell could not run a command';

/** How a shell names itself, or a script of its own. */
const shell = /(?:^|\/|^-)(?:ba|da|z|a|k|mk)?sh$|\.(?:sh|bash|ksh|zsh)$/;
/** bash: "run.sh: line 3: ", "bash: -c: line 2: "; dash: "run.sh: 3: "; busybox: "sh: cd: line 3: ". */
const place = /: (?:(?:-c|eval|source|\.|\w{1,20}): )?(?:line )?\d+: /;
/** It goes on as if nothing had been, or it speaks of a job that has ended already. */
const harmless = /^(?:warning: |(?:kill|wait|jobs|fg|bg|disown|ulimit|type): )/;
const job = /^\s*\d+ [A-Z]/;
const signal = /^\s*\d+ (?:Killed|Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)/;
const unread = /^(?:.*: )?(?:[Ss]yntax error|unexpected EOF while looking for)(?:: | |$)/;

/** What shells say of a command that is not there, and of a value or a place that they cannot take; where these words end the line. */
const atEnd = [
  '(?:command not found|not found|No such file(?: or directory)?|Permission denied|cannot execute[^:]*|Exec format error|bad interpreter: .*)',
  '(?:unbound variable|readonly variable|is read only|parameter (?:null or )?not set(?: or null)?)',
  '(?:[Bb]ad substitution|division by (?:0|zero).*|divide by zero|ambiguous redirect|bad array subscript)',
  '(?:Is a directory|Not a directory|Read-only file system|No space left on device|Argument list too long|Cannot allocate memory)',
  '(?:[Dd]irectory nonexistent|nonexistent directory|no such file|Bad file descriptor)',
  '(?:integer expression expected|(?:unary|binary) operator expected|unexpected operator|conditional binary operator expected)',
].join('|');
/** Programs say this of a line of a file, too: only where the shell is named. */
const ofItself =
  "(?:not a valid identifier|bad variable name|missing `?\\]'?|invalid option(?: name)?|invalid number|bad number|unknown operand)";
const words = new RegExp(`^(?:.*: )?(?:${atEnd})(?: \\(error token is .*)?$`);
const ownWords = new RegExp(`^(?:.*: )?(?:${ofItself})$`);
/** `${NAME:?what it must be}` */
const asked = /^[A-Z_][A-Z0-9_]{1,60}: /;
/** The same where they begin what is said. */
const atBegin =
  /^(?:\S{1,40}: )?(?:cannot (?:open|create) |can't (?:open|create|cd to) |[Ii]llegal (?:number|option)\b)/;

/** What a shell says in one line of a failure, in the words of bash, dash and busybox; of a script that is known by its name, whatever it says. */
export function tellInShell(line: string): string | undefined {
  if (line.startsWith('+')) return undefined;
  const found = place.exec(line);
  if (found !== null) {
    const [who, said] = [line.slice(0, found.index), line.slice(found.index + found[0].length)];
    if (harmless.test(said)) return undefined;
    if (job.test(said)) return signal.test(said) ? 'a signal ended a program' : undefined;
    if (unread.test(said)) return 'a shell could not read its commands';
    return shell.test(who) || words.test(said) || atBegin.test(said) ? couldNotRun : undefined;
  }
  // Without a place: "sh: nosuch: not found", "bash: x: No such file or directory".
  const named = /^(\S{1,300}): (?=\S)/.exec(line);
  if (named === null || !shell.test(named[1] ?? '')) return undefined;
  const said = line.slice(named[0].length);
  if (harmless.test(said)) return undefined;
  if (unread.test(said)) return 'a shell could not read its commands';
  return asked.test(said) || words.test(said) || ownWords.test(said) || atBegin.test(said) ? couldNotRun : undefined;
}
