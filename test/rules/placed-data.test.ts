import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import noDataFiles from '../../src/rules/no-data-files.ts';
import { factsOf } from '../helpers/project.ts';

async function verdictOf(lines: string): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY src/ /app/\n${lines}\nCMD ["python", "/app/main.py"]\n`,
    'src/main.py': 'print(1)\n',
    'src/x.bin': 'id,name\n1,Ann\n',
    'patients.csv': 'id,name\n1,Ann\n',
    'a.txt': 'x',
  };
  return check(await factsOf(files), [noDataFiles]).results[0]?.verdict;
}

test.each([
  'COPY src/x.bin /app/a.csv',
  'COPY patients.csv /opt/app/lookup.bin',
  'RUN cp /app/x.bin /app/a.csv',
  String.raw`RUN printf "nhs,name\n1,Ann\n" > /app/a.csv`,
])('data is told by what it is, here and in the image: %s', async (lines) => {
  expect(await verdictOf(lines)).toBe('fail');
});

test.each(['COPY --from=docker.io/x/y:1 /a.csv /app/', 'RUN echo aaa | base64 -d > /app/a.csv'])(
  'what nobody looked into, and is data by its name, is not passed: %s',
  async (lines) => {
    expect(await verdictOf(lines)).toBe('unknown');
  },
);

test.each([
  'COPY --from=docker.io/x/y:1 /uv /bin/',
  'RUN sort x > /tmp/a.csv && rm /tmp/a.csv',
  'RUN echo x > /etc/y.conf',
  'COPY a.txt /app/a.cfg',
])('and another name is no matter: %s', async (lines) => {
  expect(await verdictOf(lines)).toBe('pass');
});
