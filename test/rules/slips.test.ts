import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import complete from '../../src/rules/image-complete.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import nonRoot from '../../src/rules/non-root-user.ts';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import { factsOf } from '../helpers/project.ts';

/** What newcomers write wrong, and lines of a shell that do not do what they seem to. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13-slim\n';
const program = 'COPY x.py /app/\n';
const running = (lines: string, start = 'CMD ["python", "/app/x.py"]\n'): Files => ({
  Dockerfile: `${py}${program}${lines}${start}`,
  'x.py': 'print(1)\n',
});

test.each([
  ['pip instal', running('RUN pip instal numpy==2.1.0\n'), 'fail'],
  ['python -m pip instal', running('RUN python3 -m pip instal numpy==2.1.0\n'), 'fail'],
  ['apt-get updte', running('RUN apt-get updte\n'), 'fail'],
  ['apt isntall', running('RUN apt isntall -y git\n'), 'fail'],
  ['pip install', running('RUN pip --no-cache-dir install numpy==2.1.0\n'), 'pass'],
  ['a word of another program', running('RUN echo instal\n'), 'pass'],
  ['pyton in a RUN', running('RUN pyton /app/x.py\n'), 'unknown'],
  ['pyton at the start', running('', 'CMD ["pyton", "/app/x.py"]\n'), 'unknown'],
  ['pyton as one line', running('', 'CMD pyton /app/x.py\n'), 'unknown'],
] as const)('a slip in a command, %s: %s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [complete]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['a letter too many', 'RUN useradd tre && ./other.sh\nUSER tree\n', 'fail'],
  ['another word', 'RUN useradd tre && ./other.sh\nUSER analyst\n', 'unknown'],
  ['the same', 'RUN useradd tre && ./other.sh\nUSER tre\n', 'pass'],
] as const)('a slip in the name of a user, %s: %s', async (_title, lines, verdict) => {
  const { results } = check(await factsOf(running(lines)), [nonRoot]);
  expect(results[0]?.verdict).toBe(verdict);
});

test.each([
  ['if', 'ARG KEEP=yes\nRUN if [ "$KEEP" = no ]; then rm -rf /app; fi\n', 'unknown'],
  ['else', 'ARG KEEP=yes\nRUN if [ "$KEEP" = no ]; then true; else rm /app/x.py; fi\n', 'unknown'],
  ['case', 'ARG KEEP=yes\nRUN case "$KEEP" in no) rm -r /app;; esac\n', 'unknown'],
  ['always', 'RUN rm -rf /app\n', 'fail'],
  ['something else', 'RUN if [ -d /app/cache ]; then rm -rf /app/cache; fi\n', 'pass'],
] as const)('what starts is removed if a condition holds, %s: %s', async (_title, lines, verdict) => {
  expect(check(await factsOf(running(lines)), [complete]).results[0]?.verdict).toBe(verdict);
});

const sparing = (line: string): Files => ({
  Dockerfile: 'FROM docker.io/library/debian:12\nCOPY run.sh /app/\nENTRYPOINT ["bash", "/app/run.sh"]\n',
  'run.sh': `#!/bin/bash\n${line}\n`,
});

test.each([
  ['its own', 'cat /data/x.csv || true', 'pass'],
  ['that of its chain', 'cat /data/x.csv && echo good || true', 'pass'],
  ['in the next line', 'cat /data/x.csv \\\n  || true', 'pass'],
  ['that of another command', 'cat /data/x.csv; rm /scratch/y || true', 'fail'],
  ['before it', 'rm /scratch/y || true; cat /data/x.csv', 'fail'],
] as const)('a script that does without a file by || true, %s: %s', async (_title, line, verdict) => {
  expect(check(await factsOf(sparing(line)), [filesInImage]).results[0]?.verdict).toBe(verdict);
});

test('a slip in the name of a user is told beside the name that is there', async () => {
  const { results } = check(await factsOf(running('RUN useradd tre\nUSER tree\n')), [nonRoot]);
  expect(results[0]?.fix).toContain('did you mean USER tre,');
});

describe('a shell of several lines', () => {
  const make = 'push:\n\tdocker push ghcr.io/o/a:1\n';
  test.each([
    ['cd with more behind it', 'cd sub && ls', 'fail'],
    ['cd in brackets', '(cd sub && ls)', 'notApplicable'],
    ['cd in a shell of its own', 'bash -c "cd sub"', 'notApplicable'],
    ['cd in a pipe', 'cd sub | cat', 'notApplicable'],
  ] as const)('%s: %s', async (_title, line, verdict) => {
    const files = {
      '.gitlab-ci.yml': `a:\n  script:\n    - ${JSON.stringify(line)}\n    - make push\n`,
      'sub/Makefile': make,
    };
    expect(check(await factsOf(files), [scans]).results[0]?.verdict).toBe(verdict);
  });

  const image = 'ghcr.io/o/a:1';
  const step = (script: string): Files => ({
    '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    steps:\n      - run: |\n${script
      .split('\n')
      .map((line) => `          ${line}\n`)
      .join('')}          docker push ${image}\n`,
  });
  test.each([
    ['called as it is', `scan() { trivy image "$1"; }\nscan ${image}`, 'pass'],
    ['handed to another', `scan() { trivy image "$1"; }\nretry 3 scan ${image}`, 'pass'],
    ['a report first', `scan() { trivy image "$1"; }\nscan ${image} || true\nscan ${image}`, 'pass'],
    ['asked for', `scan() { trivy image "$1"; }\nif ! scan ${image}; then exit 1; fi`, 'pass'],
    ['asked for, without a function', `if ! trivy image ${image}; then exit 1; fi`, 'pass'],
    ['its body forgives', `scan() { trivy image "$1" || true; }\nscan ${image}`, 'unknown'],
    ['its call forgives', `scan() { trivy image "$1"; }\nscan ${image} || true`, 'unknown'],
    [
      'the call of its caller forgives',
      `scan() { trivy image "$1"; }\nall() { scan ${image}; }\nall || true`,
      'unknown',
    ],
    ['no call', `scan() { trivy image "$1"; }`, 'unknown'],
  ] as const)('a function that scans, %s: %s', async (_title, script, verdict) => {
    expect(check(await factsOf(step(script)), [scans]).results[0]?.verdict).toBe(verdict);
  });
});
