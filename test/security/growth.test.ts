import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/check/check.ts';
import { catchEnvironment } from '../fakes/environment.ts';

/** Pieces that readers begin something at, look for the end of, or go back over. */
const pieces = [
  ' ',
  '\t',
  'a',
  '_a',
  'a.',
  'a ',
  '"',
  "'",
  '`',
  '\\',
  '\\\n',
  '\n',
  '#',
  '# ',
  '$',
  '$(',
  '${',
  '${{ ',
  '(',
  '[',
  '{',
  '<<A ',
  '<<A\n',
  '- ',
  '-- ',
  '--a=',
  '=',
  ':',
  '::',
  '/',
  '//',
  '*',
  '**/',
  '!',
  '|',
  '&&',
  ';',
  ',',
  'a,',
  'a=',
  'a: ',
  '"a",',
  'FROM ',
  'RUN a\n',
  'COPY a /b\n',
  'ENV A=$A\n',
  'curl x;',
  'pip install a\n',
  'import a\n',
  'open("/x","w")\n',
  'f(',
  'http://',
  'a://b:',
  'echo $((',
  'if a; then\n',
  'case a in\n',
  'def f():\n ',
  'for i in a:\n ',
  'print(1)\n',
  'f"{',
];

const head =
  'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nCOPY . /opt/app/\nCMD ["python","/opt/app/main.py"]\n';

/** Where a text may stand: what is put around it. */
const places: Readonly<Record<string, (text: string) => Readonly<Record<string, string>>>> = {
  'a RUN': (text) => ({ Dockerfile: `${head}RUN ${text}\n` }),
  'a Dockerfile': (text) => ({ Dockerfile: head + text }),
  'the top of a Dockerfile': (text) => ({ Dockerfile: `# ${text}\n${head}` }),
  'a heredoc': (text) => ({ Dockerfile: `${head}RUN <<EOF\n${text}\nEOF\n` }),
  '.dockerignore': (text) => ({ Dockerfile: head, '.dockerignore': text, [`${'a/'.repeat(60)}f`]: '' }),
  'a step of a workflow': (text) => ({
    Dockerfile: head,
    '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n${text
      .split('\n')
      .map((line) => `          ${line}`)
      .join('\n')}\n`,
  }),
  'a value of a workflow': (text) => ({
    Dockerfile: head,
    '.github/workflows/c.yml': `on: push\nenv:\n  A: ${JSON.stringify(text)}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo\n`,
  }),
  'a workflow': (text) => ({ Dockerfile: head, '.github/workflows/c.yml': text }),
  'a pipeline of GitLab': (text) => ({
    Dockerfile: head,
    '.gitlab-ci.yml': `a:\n  script:\n    - ${JSON.stringify(text)}\n`,
  }),
  'requirements.txt': (text) => ({ Dockerfile: head, 'requirements.txt': text }),
  'environment.yml': (text) => ({ Dockerfile: head, 'environment.yml': `dependencies:\n- ${text}\n` }),
  'install.R': (text) => ({ Dockerfile: head, 'install.R': text }),
  'a program of Python': (text) => ({ Dockerfile: head, 'main.py': text }),
  'a script': (text) => ({
    Dockerfile: head.replace('"python","/opt/app/main.py"', '"sh","/opt/app/x.sh"'),
    'x.sh': text,
  }),
  'a waiver': (text) => ({ Dockerfile: `${head}# tre-container ignore=a -- ${text}\nRUN x\n` }),
  '.tre-container.yml': (text) => ({
    Dockerfile: head,
    '.tre-container.yml': `waivers:\n- rule: ${JSON.stringify(text)}\n  reason: x\n  by: y\n  date: 2026-01-01\n`,
  }),
  'models.json': (text) => ({
    Dockerfile: head,
    'models/models.json': JSON.stringify({ models: [{ name: text, files: [] }] }),
  }),
  'a notebook': (text) => ({
    Dockerfile: head,
    'x.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: text.split(/(?<=\n)/) }] }),
  }),
};

const base = Number(process.env['GROWTH_BYTES'] ?? 8000);
const best = Number(process.env['GROWTH_RUNS'] ?? 5);
const only = process.env['GROWTH_ONLY'];

/** Milliseconds of this process's CPU, the least of some runs. */
async function measure(files: Readonly<Record<string, string>>): Promise<number> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'growth-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  let least = Infinity;
  for (let round = 0; round < best; round += 1) {
    const before = process.cpuUsage();
    await run({ targets: [root], flags: { format: 'json' } }, catchEnvironment());
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  fs.rmSync(root, { recursive: true });
  return least;
}

/** Below this many milliseconds the loading of parts and the collection of garbage are what is measured. */
const noise = 60;

test.each(Object.keys(places).filter((name) => only === undefined || only === name))(
  'work on %s grows with its length',
  async (place) => {
    const make = places[place] ?? ((): Record<string, string> => ({}));
    await measure(make('a'));
    const slow: string[] = [];
    for (const piece of pieces) {
      const times = Math.ceil(base / piece.length);
      const one = await measure(make(piece.repeat(times)));
      const four = await measure(make(piece.repeat(4 * times)));
      if (four > 6 * Math.max(one, noise))
        slow.push(`${JSON.stringify(piece)}: ${one.toFixed(0)} ms, four times as much ${four.toFixed(0)} ms`);
    }
    expect(slow).toEqual([]);
  },
);

test('what has no end, and what is very much, ends', () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'endless-'));
  fs.writeFileSync(path.join(root, 'Dockerfile'), head);
  fs.symlinkSync('/dev/zero', path.join(root, 'main.py'));
  execFileSync('mkfifo', [path.join(root, 'pipe.py'), path.join(root, '.dockerignore')]);
  fs.writeFileSync(path.join(root, 'large.py'), '');
  fs.truncateSync(path.join(root, 'large.py'), 1024 ** 3);
  fs.mkdirSync(path.join(root, 'many'));
  for (let index = 0; index < 25_000; index += 1) fs.writeFileSync(path.join(root, 'many', `${String(index)}.txt`), '');
  const program = path.join(import.meta.dirname, '../../dist/bin/tre-container.js');
  const out = execFileSync('sh', ['-c', `node "${program}" check "${root}" --format json; true`], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  const { summary } = JSON.parse(out) as { summary: { unknown: number } };
  expect(summary.unknown).toBeGreaterThan(0);
});
