import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

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

/** Commands of a RUN that rules ask something, most of them about the other commands. */
const commands = [
  'apt-get install -y a;',
  'pip install a;',
  'conda install a;',
  'uv sync;',
  'npm ci;',
  'poetry install;',
  "R -e 'install.packages(1)';",
  'curl https://sh.rustup.rs | sh;',
  'wget http://a/b;',
  'git clone https://a/b;',
  'rm -rf /a;',
  'export A=b;',
  'mkdir /a;',
  'cd a;',
  'chmod 777 /a;',
  'chown a /a;',
  'ln -s a b;',
  'tar xf a;',
  'useradd a;',
  'echo a:b | chpasswd;',
  'gcc a.c;',
  'python a.py;',
  'bash -c "a";',
  'jupyter lab;',
  'sudo a;',
  'apt-get purge -y gcc;',
];

const instructions = [
  'RUN pip install a\n',
  'RUN apt-get install -y a\n',
  'RUN rm -rf /a\n',
  'RUN mkdir /a\n',
  'RUN chmod 777 /a\n',
  'RUN useradd a\n',
  'RUN export A=b\n',
  'RUN --mount=type=cache,target=/a a\n',
  'COPY --chown=a a /root/b\n',
  'COPY --from=a a b\n',
  'ADD https://a/b /c\n',
  'ENV A=b\n',
  'ARG A=b\n',
  'USER a\n',
  'WORKDIR a\n',
  'VOLUME /a\n',
  'EXPOSE 1\n',
  'LABEL a=b\n',
  'SHELL ["a"]\n',
  'CMD ["a"]\n',
  'HEALTHCHECK CMD a\n',
  'ONBUILD RUN a\n',
  'FROM docker.io/library/python:3.13 AS a\n',
  'FROM a\n',
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
const program = path.join(import.meta.dirname, '../../dist/bin/tre-container.js');

/** Milliseconds of CPU that the built program takes, the least of some runs. */
function measure(files: Readonly<Record<string, string>>, runs: number): number {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'growth-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  let least = Infinity;
  for (let round = 0; round < runs; round += 1) {
    const { stderr } = spawnSync(
      process.execPath,
      ['--require', path.join(import.meta.dirname, 'report-cpu.cjs'), program, 'check', root, '--format', 'json'],
      { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], timeout: 60_000, killSignal: 'SIGKILL' },
    );
    least = Math.min(least, Number(/CPU (\d+)/.exec(stderr)?.[1] ?? 60_000));
  }
  fs.rmSync(root, { recursive: true });
  return least;
}

/** Below this many milliseconds the loading of parts and the collection of garbage are what is measured. */
const noise = 60;

const isSlow = (one: number, four: number): boolean => four > 6 * Math.max(one, noise);

function findSlow(place: string, texts: readonly string[]): readonly string[] {
  const make = places[place] ?? ((): Record<string, string> => ({}));
  const start = measure(make('a'), best);
  return texts.flatMap((piece) => {
    const times = Math.ceil(base / piece.length);
    // Once where that will do: a busy machine makes times longer, never shorter.
    for (const runs of [1, best]) {
      const one = measure(make(piece.repeat(times)), runs);
      const four = measure(make(piece.repeat(4 * times)), runs);
      if (!isSlow(one - start, four - start)) return [];
      if (runs === best)
        return [`${JSON.stringify(piece)}: ${String(one - start)} ms, four times as much ${String(four - start)} ms`];
    }
    return [];
  });
}

test.each(Object.keys(places).filter((name) => only === undefined || only === name))(
  'work on %s grows with its length',
  (place) => {
    const more = place === 'a RUN' ? commands : place === 'a Dockerfile' ? instructions : [];
    expect(findSlow(place, [...pieces, ...more])).toEqual([]);
  },
  1_800_000,
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
  const out = execFileSync('sh', ['-c', `node "${program}" check "${root}" --format json; true`], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  const { summary } = JSON.parse(out) as { summary: { unknown: number } };
  expect(summary.unknown).toBeGreaterThan(0);
});
