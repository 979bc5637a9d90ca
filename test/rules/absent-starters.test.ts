import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import complete from '../../src/rules/image-complete.ts';
import { factsOf } from '../helpers/project.ts';

/** Programs by which an image is started, and that its base is known not to have. */
const from = 'FROM docker.io/library/python:3.13-slim\n';
const copy = 'COPY src/ /app/\n';
const by = (...words: readonly string[]): string =>
  `ENTRYPOINT ${JSON.stringify([...words, 'python3', '/app/main.py'])}\n`;

test.each([
  ['tini', `${from}${copy}${by('tini', '--')}`, 'fail'],
  ['tini by its path', `${from}${copy}${by('/usr/bin/tini', '--')}`, 'fail'],
  [
    'tini that is installed',
    `${from}RUN apt-get update && apt-get install -y tini\n${copy}${by('tini', '--')}`,
    'pass',
  ],
  ['tini that is fetched', `${from}ADD https://example.org/tini /tini\n${copy}${by('/tini', '--')}`, 'pass'],
  [
    'tini from another image',
    `${from}COPY --from=docker.io/a/b:1 /bin/ /usr/bin/\n${copy}${by('tini', '--')}`,
    'unknown',
  ],
  ['tini that a script may install', `${from}${copy}RUN bash /app/setup.sh\n${by('tini', '--')}`, 'unknown'],
  [
    'tini on a base of which nobody knows it',
    `FROM docker.io/library/fedora:42\n${copy}${by('tini', '--')}`,
    'unknown',
  ],
  ['sudo', `${from}${copy}${by('sudo')}`, 'fail'],
  ['sudo without brackets', `${from}${copy}ENTRYPOINT sudo python3 /app/main.py\n`, 'fail'],
  ['gosu behind tini', `${from}RUN apt-get install -y tini gosu\n${copy}${by('tini', '--', 'gosu', 'app')}`, 'pass'],
  ['what stands behind tini', `${from}RUN apt-get install -y tini\n${copy}${by('tini', '--', 'sudo')}`, 'fail'],
  ['conda', `${from}${copy}${by('conda', 'run', '-n', 'base')}`, 'fail'],
  [
    'conda of miniforge',
    `${from}RUN curl -O https://example.org/Miniforge3.sh && sh Miniforge3.sh -b\n${copy}${by('conda', 'run')}`,
    'pass',
  ],
  ['conda by CMD', `${from}${copy}CMD ["conda", "run", "python3", "/app/main.py"]\n`, 'fail'],
  ['none of them', `${from}${copy}${by()}`, 'pass'],
] as const)('a start by %s', async (_, dockerfile, verdict) => {
  const [found] = check(
    await factsOf({ Dockerfile: dockerfile, 'src/main.py': 'print(1)\n', 'src/setup.sh': 'echo 1\n' }),
    [complete],
  ).results;
  const isSaid = found?.message.includes('which docker.io/library/python:3.13-slim does not have');
  expect([found?.verdict, isSaid]).toEqual([verdict, verdict === 'fail']);
});

test.each([
  ['zsh', '#!/bin/zsh\necho 1\n', from, 'fail'],
  ['zsh by env', '#!/usr/bin/env zsh\necho 1\n', from, 'fail'],
  ['zsh that is installed', '#!/usr/bin/env zsh\necho 1\n', `${from}RUN apt-get install -y zsh\n`, 'pass'],
  ['bash on Debian', '#!/bin/bash\necho 1\n', from, 'pass'],
  ['bash on Alpine', '#!/bin/bash\necho 1\n', 'FROM docker.io/library/alpine:3.22\n', 'fail'],
] as const)('a script that says %s runs it', async (_, script, base, verdict) => {
  const files = { Dockerfile: `${base}${copy}ENTRYPOINT ["/app/run.sh"]\n`, 'src/run.sh': script };
  const [found] = check(await factsOf(files), [complete]).results;
  expect(found?.verdict).toBe(verdict);
});
