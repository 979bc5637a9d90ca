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
  [
    'that may not be, beside packages that pip installs',
    `${from}RUN pip install --no-cache-dir numpy==2.1.0\nCOPY src/ /app/\n${start}`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'that may not be, beside packages of the system',
    `${from}RUN apt-get update && apt-get install -y --no-install-recommends gcc\nCOPY src/ /app/\n${start}`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'that install copies with the right',
    `${from}COPY src/ /app/\nRUN mkdir /b && install -m 0755 /app/run.sh /app/run.sh\n${start}`,
    ['src/run.sh'],
    script,
    'pass',
  ],
  [
    'that the first word of a RUN copies with the right',
    `${from}COPY src/ /app/\nRUN install -m 0755 /app/run.sh /app/run.sh\n${start}`,
    ['src/run.sh'],
    script,
    'pass',
  ],
  [
    'beside one that a RUN gives the right',
    `${from}COPY src/ /app/\nRUN chmod +x /opt/other.sh\n${start}`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'that a RUN takes the right from',
    `${from}COPY src/ /app/\nRUN chmod 644 /app/run.sh\n${start}`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'that a RUN changes',
    `${from}COPY src/ /app/\nRUN sed -i s/1/2/ /app/run.sh\n${start}`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'that a folder is given the right with',
    `${from}COPY src/ /app/\nRUN chmod -R a+rx /app\n${start}`,
    ['src/run.sh'],
    script,
    'pass',
  ],
  [
    'that find gives the right',
    `${from}COPY src/ /app/\nRUN find /app -name "*.sh" -exec chmod +x {} +\n${start}`,
    ['src/run.sh'],
    script,
    'pass',
  ],
  [
    'that a script of the build may give the right',
    `${from}COPY src/ /app/\nCOPY setup.sh /opt/\nRUN sh /opt/setup.sh\n${start}`,
    ['src/run.sh'],
    script,
    'unknown',
  ],
  [
    'whose folder alone is given the right',
    `${from}COPY src/ /app/\nRUN chmod 0755 /app\n${start}`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'beside a pattern of another folder',
    `${from}COPY src/ /app/\nRUN chmod +x /opt/tools/*\n${start}`,
    ['src/run.sh'],
    script,
    'fail',
  ],
  [
    'that a pattern gives the right',
    `${from}COPY src/ /app/\nRUN chmod +x /app/*.sh\n${start}`,
    ['src/run.sh'],
    script,
    'pass',
  ],
  [
    'of another stage',
    `${from.trim()} AS made\nCOPY src/ /app/\n${from}COPY --from=made /app /app\n${start}`,
    ['src/run.sh'],
    script,
    'unknown',
  ],
  [
    'of another stage that may be executed',
    `${from.trim()} AS made\nCOPY src/ /app/\n${from}COPY --from=made /app /app\n${start}`,
    [],
    script,
    'pass',
  ],
  [
    'that COPY gives the right in words',
    `${from}COPY --chmod=a+x src/ /app/\n${start}`,
    ['src/run.sh'],
    script,
    'pass',
  ],
  ['that COPY gives no right in words', `${from}COPY --chmod=a+r src/ /app/\n${start}`, ['src/run.sh'], script, 'fail'],
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
  const facts = await factsOf({ Dockerfile, 'src/run.sh': text, 'setup.sh': '#!/bin/sh\nset -e\n' }, locked);
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
  [
    'one that it gives the right before',
    'chmod +x /app/main.R && /app/main.R',
    '#!/usr/bin/env Rscript\nprint(1)\n',
    ['src/main.R'],
    'pass',
  ],
  ['a relative one', 'cd /app && ./main.R', 'print(1)\n', [], 'fail'],
] as const)('a script that runs %s', async (_which, line, text, locked, verdict) => {
  const Dockerfile = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nENTRYPOINT ["bash", "/app/run.sh"]\n';
  const facts = await factsOf({ Dockerfile, 'src/run.sh': `#!/bin/bash\n${line}\n`, 'src/main.R': text }, locked);
  expect(check(facts, [complete]).results[0]?.verdict).toBe(verdict);
});
