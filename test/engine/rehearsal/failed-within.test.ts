import { expect, test } from 'vitest';
import { readFailedWithin } from '../../../src/engine/rehearsal/failed-within.ts';

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
  ['nothing to list', "ls: cannot access '/safe_data/x': No such file or directory"],
])('what is no failure is left alone: %s', (_what, log) => {
  expect(readFailedWithin(log)).toEqual([]);
});
