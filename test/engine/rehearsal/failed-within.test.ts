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
  ['R', 'Error in library(dplyr) : there is no package called ‘dplyr’\nExecution halted', 'Execution halted'],
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
  ['what R caught', 'Error in f() : no\nIn addition: Warning message:'],
  ['a folder that was there', 'mkdir: cannot create directory ‘/scratch/x’: File exists'],
  ['nothing to list', "ls: cannot access '/safe_data/x': No such file or directory"],
])('what is no failure is left alone: %s', (_what, log) => {
  expect(readFailedWithin(log)).toEqual([]);
});
