import { expect, test } from 'vitest';
import executablesNotWritable from '../../src/rules/executables-not-writable.ts';
import { factsOf } from '../helpers/project.ts';

const project = { 'a.py': 'print(1)\n', 'data/codes.csv': 'a\n', 'models/m.pkl': 'x', 'lib/b.py': 'x = 1\n' };

async function judged(
  lines: readonly string[],
  base = 'docker.io/library/python:3.13',
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const Dockerfile = [`FROM ${base}`, 'COPY a.py /app/', ...lines, ''].join('\n');
  const verdict = executablesNotWritable.check(await factsOf({ Dockerfile, ...project, ...more }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

test('a folder that holds no program may be given away', async () => {
  for (const lines of [
    ['RUN useradd app && mkdir /app/data && chown -R app:app /app/data'],
    ['RUN mkdir -p /app/data /app/logs', 'RUN chmod 777 /app/data /app/logs'],
    ['COPY data/ /app/data/', 'RUN useradd app && chown -R app /app/data'],
    ['RUN mkdir -p /app/data && chown -R 1000 /app/data', 'COPY data/codes.csv /app/data/'],
    ['COPY data/codes.csv /app/', 'RUN chown 1000 /app/codes.csv'],
    ['WORKDIR /work/here', 'RUN chown 1000 .'],
    ['RUN mkdir /app/x && echo done > /dev/null && chown -R 1000 /app/x'],
  ])
    expect(await judged(lines), `lines ${lines.join(' / ')}`).toBe('pass');
});

test('one that holds a program, or may, may not', async () => {
  for (const [lines, base, more] of [
    [['RUN chown -R 1000 /app']],
    [['COPY . /app/', 'RUN mkdir -p /app/lib && chown -R 1000 /app/lib']],
    [['RUN mkdir /app/lib && chown -R 1000 /app/lib', 'COPY lib/ /app/lib/']],
    [['COPY models/ /app/models/', 'RUN chown -R 1000 /app/models']],
    [['RUN mkdir /app/x && pip install --target=/app/x pandas && chown -R 1000 /app/x']],
    [['RUN mkdir /app/x && cd /app/x && python -m venv . && chown -R 1000 /app/x']],
    [['RUN mkdir /app/x && git clone https://github.com/a/b.git /app/x && chown -R 1000 /app/x']],
    [['RUN mkdir /app/x && curl -o /app/x/run https://example.org/run && chown -R 1000 /app/x']],
    [['RUN mkdir /app/x && echo "print(1)" | tee /app/x/run.py && chown -R 1000 /app/x']],
    [['RUN mkdir /app/x && echo "print(1)" > /app/x/run.py && chown -R 1000 /app/x']],
    [['RUN mkdir /app/x && cd /app/x && echo "print(1)" > run.py && chown -R 1000 /app/x']],
    [['RUN install -d /app/x && install /usr/bin/env /app/x/run && chown -R 1000 /app/x']],
    [['RUN mkdir -p /app/x && chown -R 1000 /app/x'], 'example.org/a/b:1'],
    [['COPY . /app/', 'RUN mkdir -p /app/data && chown -R 1000 /app/data'], undefined, { 'data/clean.R': 'x' }],
    [['COPY --from=docker.io/library/node:22 /x /app/', 'RUN mkdir -p /app/x && chown -R 1000 /app/x']],
    [
      ['COPY s.sh /s.sh', 'RUN bash /s.sh && mkdir -p /app/x && chown -R 1000 /app/x'],
      undefined,
      { 's.sh': 'mkdir -p /app/x\necho "print(1)" >/app/x/a.py\n' },
    ],
  ] as const)
    expect(await judged(lines, base, more), `lines ${lines.join(' / ')}`).toMatch(/lets/);
});
