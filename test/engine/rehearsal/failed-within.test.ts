import { expect, test } from 'vitest';
import { readFailedWithin, tellsOfFailure } from '../../../src/engine/rehearsal/failures/failed-within.ts';

const traceback = (end: string): string =>
  `Traceback (most recent call last):\n  File "/app/prepare.py", line 1, in <module>\n    import pandas\n${end}\n`;

test.each([
  [
    'Python',
    traceback("ModuleNotFoundError: No module named 'pandas'"),
    "ModuleNotFoundError: No module named 'pandas'",
  ],
  [
    'a module of somebody',
    traceback('requests.exceptions.ConnectionError: no'),
    'requests.exceptions.ConnectionError: no',
  ],
  ['a thread', `Exception in thread Thread-1 (work):\n${traceback('ValueError: x')}`, 'ValueError: x'],
  ['no such program of Python', "python3: can't open file '/app/x.py': [Errno 2] No such file or directory"],
  ['no such module of Python', '/usr/local/bin/python3.13: No module named analysis'],
  ['R', 'Calls: main -> stop\nExecution halted'],
  ['no such script of R', "Fatal error: cannot open file 'x.R': No such file or directory"],
  ['Julia', 'ERROR: LoadError: UndefVarError: `x` not defined'],
  ['bash', '/app/run.sh: line 3: nosuch: command not found'],
  ['dash', '/app/run.sh: 3: nosuch: not found'],
  ['a shell without a script', 'sh: 1: nosuch: not found'],
  ['a script that is not there', '/bin/bash: /app/x.sh: No such file or directory'],
  ['killed', '/app/run.sh: line 2:    12 Killed                  python3 /app/model.py'],
  ['killed, as dash says it', 'Killed'],
  ['crashed', 'Segmentation fault (core dumped)'],
  ['a copy', "cp: cannot stat '/safe_data/x': No such file or directory"],
  ['tar', 'tar: data.tar: Cannot open: No such file or directory'],
  ['Java', 'Exception in thread "main" java.lang.NullPointerException'],
  ['Julia without a file', 'ERROR: UndefVarError: `x` not defined'],
  [
    'behind a bar of progress',
    `\r 50%|#####     | 5/10 [00:00<00:00, 10.0it/s]${traceback('ValueError: x')}`,
    'ValueError: x',
  ],
  [
    'a shell behind a bar of progress',
    '\r3it [00:01,  2.90it/s]bash: line 1: nosuch: command not found',
    'bash: line 1: nosuch: command not found',
  ],
  ['lines that a carriage return ends', traceback('ValueError: x').replaceAll('\n', '\r'), 'ValueError: x'],
  ['16 bits a letter', traceback('ValueError: x').replaceAll(/./gs, '$&\0'), 'ValueError: x'],
  [
    'in colours',
    'Traceback (most recent call last):\n  File \u001B[35m"<string>"\u001B[0m, line \u001B[35m1\u001B[0m, in \u001B[35m<module>\u001B[0m\n\u001B[1;35mZeroDivisionError\u001B[0m: \u001B[35mdivision by zero\u001B[0m',
    'ZeroDivisionError: division by zero',
  ],
  [
    'a group of exceptions',
    '  + Exception Group Traceback (most recent call last):\n  |   File "/app/a.py", line 2, in <module>\n  |     raise g\n  | ExceptionGroup: a (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | ValueError: 1\n    +------------------------------------',
    'ExceptionGroup: a (1 sub-exception)',
  ],
  [
    'a program that cannot be read',
    '  File "/scratch/bad.py", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax',
  ],
  [
    'a logger that writes JSON',
    String.raw`{"level": "error", "exc_info": "Traceback (most recent call last):\n  File \"/app/x.py\", line 1, in y\nValueError: x"}`,
    String.raw`Traceback (most recent call last):\n  File \"/app/x.py\", line 1, in y\nValueError: x"}`,
  ],
  [
    'Python that breaks down',
    'Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):\n  File "<string>", line 1 in <module>',
    'Fatal Python error: Segmentation fault',
  ],
  ['a variable that bash does not know', 'bash: line 1: NOTHERE: unbound variable'],
  ['a variable that dash does not know', '/app/run.sh: 3: NOTHERE: parameter not set'],
  ['commands that bash cannot read', 'bash: -c: line 2: syntax error: unexpected end of file'],
  ['commands that dash cannot read', 'sh: 1: Syntax error: "done" unexpected'],
  ['a place that may not be written', 'sh: 1: cannot create /opt/x: Read-only file system'],
  ['env', 'env: ‘nothere’: No such file or directory'],
  ['timeout', "timeout: failed to run command 'x': No such file or directory"],
  ["what R's try() prints", 'Error in try(stop("no data")) : no data'],
  [
    "what R's try() prints of a long call",
    'Error in readRDS(file.path(folder, "model.rds")) : \n  cannot open the connection',
    'Error in readRDS(file.path(folder, "model.rds")) : ',
  ],
])('what failed within a run is seen: %s', (_who, log, line = log.split('\n').at(-1)) => {
  expect(readFailedWithin(`starting\n${log}\nfinished`).map((each) => each.line)).toEqual([line]);
});

/* As the tools print it. */
test.each<readonly [string, string]>([
  ['bash', 'bash: line 1: /nope.sh: No such file or directory'],
  ['bash', 'bash: line 1: [: a: integer expression expected'],
  ['bash', 'bash: line 1: NOTSET: must be set'],
  ['bash', 'bash: line 1: set: nosuch: invalid option name'],
  ['bash', 'bash: -c: line 1: unexpected EOF while looking for matching `"\''],
  ['bash', 'bash: line 1: ./b1.sh: cannot execute: required file not found'],
  ['bash', '/app/start: line 3: [: a: integer expression expected'],
  ['bash', 'my dir/a b.sh: line 1: nosuch: command not found'],
  ['bash', './x: line.sh: line 1: nosuch: command not found'],
  ['dash', 'dash: 1: .: cannot open /nope.sh: No such file'],
  ['dash', '/app/run.sh: 1: [: Illegal number: a'],
  ['dash', "/app/start: 1: cd: can't cd to /nope"],
  ['dash', '/app/start: 1: cannot create /nope/x: Directory nonexistent'],
  ['dash', '/app/run.sh: 1: NOTSET: must be set'],
  ['dash', '/app/start: 1: arithmetic expression: division by zero: "1/0"'],
  ['dash', '/app/start: 1: set: Illegal option -o pipefail'],
  ['busybox', "sh: .: line 0: can't open '/nope.sh': No such file or directory"],
  ['busybox', "sh: can't create /nope/x: nonexistent directory"],
  ['busybox', 'sh: NOTSET: must be set'],
  ['busybox', 'sh: divide by zero'],
  ['compileall', '***   File "bad.py", line 1\n    def f(:\n          ^\nSyntaxError: invalid syntax'],
  ['Python', "/usr/bin/python3: can't find '__main__' module in '/app/pkg'"],
  [
    'ctypes',
    `Exception ignored on calling ctypes callback function: <function f>\n${traceback('ZeroDivisionError: x').trim()}`,
  ],
  ['a thread', `Exception ignored in thread started by: <function f>\n${traceback('ZeroDivisionError: x').trim()}`],
  ['IPython', 'ZeroDivisionError                         Traceback (most recent call last)'],
  ['rich', '╭─────────────── Traceback (most recent call last) ────────────────╮'],
  ['rlang', 'Error in `f()`:\n! no such column'],
  ['rlang', 'Error:\n! no such column'],
  ['mclapply', 'Warning message:\nIn mclapply(1:2, f) :\n  all scheduled cores encountered errors in user code'],
  ['mclapply', '  scheduled cores 1, 2 did not deliver results, all values of the jobs will be affected'],
  ['a value of try()', '[1] "Error in f() : no\\n"'],
  ['R that crashed', ' *** caught segfault ***'],
  ['R in German', 'Fehler in f() : nein'],
  ['R in French', 'Erreur dans f() : non'],
  ['Julia', '\u001B[91m\u001B[1mERROR: \u001B[22m\u001B[39mno data\nStacktrace:'],
  ['Julia', '┌ Error: it failed\n│   exception =\n│    no data'],
  ['Julia', 'Unhandled Task ERROR: no data'],
  ['Julia', '    nested task error: no data'],
  ['Julia that crashed', '[12] signal 11 (1): Segmentation fault'],
  ['Julia that crashed', 'signal (11.1): Segmentation fault'],
  ['Java', 'Error: Could not find or load main class Main'],
  ['Java', 'Error: Unable to access jarfile /app/x.jar'],
  ['Java', 'Exception in thread "pool-1-thread-1" java.lang.OutOfMemoryError: Java heap space'],
  ['Java', '# A fatal error has been detected by the Java Runtime Environment:'],
  ['Java', 'java.io.FileNotFoundException: x.csv\n\tat java.base/java.io.FileInputStream.open0(Native Method)'],
  ['Node', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
  ['Node', '(node:3056) UnhandledPromiseRejectionWarning: Error: x'],
  ['C++', "terminate called after throwing an instance of 'std::runtime_error'"],
  ['C', './prog: error while loading shared libraries: libx.so.1: cannot open shared object file'],
  ['C', "prog: prog.c:12: main: Assertion `x > 0' failed."],
  ['C', 'double free or corruption (out)'],
  ['Rust', "thread 'main' panicked at src/main.rs:2:5:"],
  ['Go', 'panic: runtime error: index out of range [3] with length 3'],
  ['Perl', "Can't locate Nosuch.pm in @INC (you may need to install the Nosuch module)"],
])('what %s says of a failure is seen: %s', (_who, log) => {
  expect(readFailedWithin(`starting\n${log}\nfinished`)).toHaveLength(1);
  expect(log.split('\n').some(tellsOfFailure)).toBe(true);
});

test.each([
  ['begins', `Error in f() : ${'x'.repeat(5000)}`],
  ['ends', `${'.'.repeat(5000)}/app/run.sh: line 3: nosuch: command not found`],
])('a long line that %s with a failure is seen, and kept', (_, line) => {
  expect(readFailedWithin(`a\n${line}\nb`)).toHaveLength(1);
  expect(tellsOfFailure(line)).toBe(true);
});

test.each(['[rank0]: ', 'worker-1 | ', '(train pid=12) '])('lines of one of several programs, behind %j', (prefix) => {
  const lines = ['Traceback (most recent call last):', '  File "/app/a.py", line 1, in <module>', 'ValueError: no'];
  const log = lines.map((line) => prefix + line).join('\n');
  expect(readFailedWithin(log)).toEqual([{ what: 'Python printed a traceback', line: 'ValueError: no' }]);
});

test.each([
  ['nothing', ''],
  ['a warning', 'UserWarning: not found\n/app/a.py:3: DeprecationWarning: old'],
  ['a word of a message', 'cases not found: 3\nKilled: 3 of 5\nrun: 3 of 4: not found in the list'],
  ['what Python ignores while it ends', `Exception ignored in: <function f>\n${traceback('KeyError: 1')}`],
  ['a traceback in words', 'Traceback (most recent call last): none'],
  ['what R caught and told', 'no data, so skipped: <simpleError in f(): no>'],
  ['colours alone', '\u001B[31mred\u001B[0m\r\u001B]0;title\u0007done'],
  [
    'a bar of progress',
    '\r 50%|#####     | 5/10 [00:00<00:00, 10.0it/s]\r100%|##########| 10/10 [00:01<00:00, 10.0it/s]',
  ],
  ['a place in a file', '  File "/app/x.py", line 1\n    nothing\nSyntaxErrors: 0'],
  ['a count of errors', 'Errors : 0\nError: 3 of 5 were left out\nrun: 3: read-only'],
  ['a folder that was there', 'mkdir: cannot create directory ‘/scratch/x’: File exists'],
  ['a place in a file of somebody', 'data.csv: 3: invalid number\nconfig.yml: line 3: key\nreads.fa: line 12: 3 bases'],
  ['a job that a script ended', '/app/run.sh: line 5:   123 Terminated              sleep 100'],
  ['a job that had ended', '/app/run.sh: line 5: kill: (123) - No such process'],
  ['a locale that is not there', '/app/run.sh: line 5: warning: setlocale: LC_ALL: cannot change locale (de_DE.UTF-8)'],
  ['a script that tells what it does', '+ /app/run.sh: line 3: test -f /safe_data/x\n++ bash: line 1: true'],
  ['what Java warns of', 'WARNING: An illegal reflective access operation has occurred\njava.util.logging.Level: INFO'],
  ['what Julia tells', '┌ Info: done\n│   exception = none\n└ @ Main\nERROR: 0'],
  ['a word of a heading', 'Error:\n3 of 5\nTraceback (most recent call last)\nscheduled cores: 4'],
  ['the parts of a report', 'panic:\nfree(): 3\nthread 3 of 5: done\nprog: a.c:12: main: Assertions: 3'],
  ['nothing to list', "ls: cannot access '/safe_data/x': No such file or directory"],
])('what is no failure is left alone: %s', (_what, log) => {
  expect(readFailedWithin(log)).toEqual([]);
});
