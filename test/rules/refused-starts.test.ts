import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import complete from '../../src/rules/image-complete.ts';
import { factsOf } from '../helpers/project.ts';

/** Scripts that are in the image, and that the kernel does not start. */
const script = '#!/bin/sh\necho 1\n';
const from = 'FROM docker.io/library/python:3.13-slim\n';
const start = 'ENTRYPOINT ["/app/run.sh"]\n';

test.each([
  ['that may be executed', `${from}COPY src/ /app/\n${start}`, [], script, 'pass'],
  ['that may not be', `${from}COPY src/ /app/\n${start}`, ['src/run.sh'], script, 'fail'],
  ['that may not be, by CMD', `${from}COPY src/ /app/\nCMD ["/app/run.sh"]\n`, ['src/run.sh'], script, 'fail'],
  [
    'that may not be, in the working directory',
    `${from}WORKDIR /app\nCOPY src/ ./\nENTRYPOINT ["./run.sh"]\n`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'that a RUN gives the right',
    `${from}COPY src/ /app/\nRUN chmod +x /app/run.sh\n${start}`,
    ['src/run.sh'],
    script,
    'pass',
  ],
  ['that COPY gives the right', `${from}COPY --chmod=0755 src/ /app/\n${start}`, ['src/run.sh'], script, 'pass'],
  ['that COPY takes the right from', `${from}COPY --chmod=0444 src/ /app/\n${start}`, [], script, 'fail'],
  [
    'that an interpreter is given',
    `${from}COPY src/ /app/\nENTRYPOINT ["sh", "/app/run.sh"]\n`,
    ['src/run.sh'],
    'echo 1\n',
    'pass',
  ],
  ['that does not say what runs it', `${from}COPY --chmod=0755 src/ /app/\n${start}`, [], 'echo 1\n', 'fail'],
  [
    'that does not say it, in a shell',
    `${from}COPY --chmod=0755 src/ /app/\nENTRYPOINT /app/run.sh\n`,
    [],
    'echo 1\n',
    'pass',
  ],
] as const)('a script %s', async (_which, Dockerfile, locked, text, verdict) => {
  const facts = await factsOf({ Dockerfile, 'src/run.sh': text }, locked);
  expect(check(facts, [complete]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['a program of R without what runs it', '/app/main.R', 'print(1)\n', [], 'fail'],
  ['one that says what runs it', '/app/main.R', '#!/usr/bin/env Rscript\nprint(1)\n', [], 'pass'],
  [
    'one that says it and may not be executed',
    '/app/main.R',
    '#!/usr/bin/env Rscript\nprint(1)\n',
    ['src/main.R'],
    'fail',
  ],
  ['one that an interpreter is given', 'Rscript /app/main.R', 'print(1)\n', [], 'pass'],
  ['a relative one', 'cd /app && ./main.R', 'print(1)\n', [], 'fail'],
] as const)('a script that runs %s', async (_which, line, text, locked, verdict) => {
  const Dockerfile = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nENTRYPOINT ["bash", "/app/run.sh"]\n';
  const facts = await factsOf({ Dockerfile, 'src/run.sh': `#!/bin/bash\n${line}\n`, 'src/main.R': text }, locked);
  expect(check(facts, [complete]).results[0]?.verdict).toBe(verdict);
});
