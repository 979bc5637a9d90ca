import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeFilling } from '../../../src/parse/manifests/job-filling.ts';
import { parseArgumentFile } from '../../../src/parse/manifests/option-words.ts';

const golden = join(import.meta.dirname, '../../golden');

/** A copy of a golden project with programs that write down what they were given. */
function project(
  name: string,
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>>,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'tre-scripts-'));
  cpSync(join(golden, name, 'ces'), join(folder, 'ces'), { recursive: true });
  cpSync(join(golden, name, 'rehearsal'), join(folder, 'rehearsal'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, 'bin'));
  for (const [program, text] of Object.entries(programs)) {
    writeFileSync(join(folder, 'bin', program), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, 'bin', program), 0o755);
  }
  return folder;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(folder: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended {
  return spawnSync('bash', words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}/bin:${process.env['PATH'] ?? ''}`, FOLDER: folder, ...environment },
  });
}

function start(folder: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = run(folder, words, environment);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

const argumentFile =
  '# for the program\n--cohort "North East" \'\'\n  --note=a\\"b\\ c  cost>$100 `id` "back\\slash"\n';

test('the words of an argument file are those that xargs makes of it', () => {
  const byXargs = execFileSync('xargs', ['-r', 'printf', '%s\\0'], {
    encoding: 'utf8',
    input: argumentFile.replace(/^#.*\n/, ''),
  });
  expect(parseArgumentFile(argumentFile)).toEqual(byXargs.split('\0').slice(0, -1));
});

test('run-local.sh hands the words of the argument file to the image', () => {
  const engine =
    'case "$1" in run) while [ "$1" != note-similarity:local ]; do shift; done; shift; for word; do printf "%s\\n" "[$word]"; done > "$FOLDER/given" ;; *) : ;; esac';
  const folder = project('python-minimal', { 'ces/arg-file.txt': argumentFile }, { docker: engine });
  const image = /image="\$\{1:-([^}]+)\}"/.exec(readFileSync(join(folder, 'ces/run-local.sh'), 'utf8'))?.[1] ?? '';
  writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\n${engine.replace('note-similarity:local', image)}\n`);
  start(folder, ['ces/run-local.sh'], { ENGINE: 'docker' });
  const given = readFileSync(join(folder, 'given'), 'utf8');
  expect(given).toBe(
    parseArgumentFile(argumentFile)
      .map((word) => `[${word}]\n`)
      .join(''),
  );
});

const ownArguments = /\n +args:\n +- measurements\.csv/;
const jobOf = (name: string): string => readFileSync(join(golden, name, 'ces/job.yaml'), 'utf8');
const submit = ['ces/run.sh', 'main-1', 'k8s'];

test.each<readonly [string, string, string]>([
  ['python-full', 'in place of its own', '\n          args:\n            - measurements.csv'],
  ['python-full', 'where it has none', ''],
  ['r-full', 'where it has none', ''],
  ['python-full', 'where its own are empty', '\n          args:'],
  ['python-full', 'where its own stand in brackets', '\n          args: ["--epochs", "3"]'],
  ['python-full', 'where the brackets hold lines', '\n          args: [\n            a,\n            b,\n          ]'],
  [
    'python-full',
    'where its own hold a text of lines',
    '\n          args:\n          - -c\n          - |\n            a\n\n            b',
  ],
  ['python-full', 'where its own have a comment', '\n          args:\n            - a\n# of mine\n            - b'],
])('run.sh puts the words of the argument file into the job of %s, %s', (name, _, own) => {
  const kubectl = 'cat > "$FOLDER/job"';
  const text = jobOf(name).replace(ownArguments, own);
  const folder = project(name, { 'ces/arg-file.txt': argumentFile, 'ces/job.yaml': text }, { kubectl });
  start(folder, submit, { TRE_GROUP: 'root' });
  const job = parse(readFileSync(join(folder, 'job'), 'utf8')) as {
    spec: { template: { spec: { containers: [{ args: string[]; image: string; env: object[] }] } } };
  };
  const [container] = job.spec.template.spec.containers;
  expect(container.args).toEqual(parseArgumentFile(argumentFile));
  expect(container.image).toMatch(/:main-1$/);
  expect(container.env.length).toBeGreaterThan(0);
  expect(describeFilling(text, parseArgumentFile(argumentFile))).toEqual([]);
});

test.each<readonly [string, string, string, string]>([
  ['a job that does not say whose they are', argumentFile, '"image":', 'Write a line `args:` into job.yaml'],
  ['an argument file with a quote that has no second one', "it's\n", 'image:', 'cannot be read as words'],
])('run.sh submits nothing without its arguments: %s', (_, given, image, said) => {
  const text = jobOf('python-full').replace(ownArguments, '').replace(' image:', ` ${image}`);
  const folder = project(
    'python-full',
    { 'ces/arg-file.txt': given, 'ces/job.yaml': text },
    { kubectl: 'touch "$FOLDER/job"' },
  );
  const { status, stderr } = run(folder, submit, { TRE_GROUP: 'root' });
  expect([status, existsSync(join(folder, 'job'))]).toEqual([2, false]);
  expect(stderr).toContain(said);
});

test('without an argument file the job keeps its own arguments', () => {
  const folder = project('python-full', {}, { kubectl: 'cat > "$FOLDER/job"' });
  start(folder, ['ces/run.sh', 'main-1', 'k8s'], { TRE_GROUP: 'root' });
  expect(readFileSync(join(folder, 'job'), 'utf8')).toContain('args:\n            - measurements.csv\n');
});

test('run.sh gives apptainer values as they are, and comments to nobody', () => {
  const record = 'while [ $# -gt 1 ]; do case "$1" in --*-file) cp "$2" "$FOLDER/${1#--}" ;; esac; shift; done';
  const folder = project(
    'python-full',
    { 'ces/opt-file-apptainer.txt': '# the program names a file by a relative path\n--pwd /app\n' },
    { 'ces-run': record },
  );
  start(folder, ['ces/run.sh', 'main-1', 'apptainer']);
  expect(readFileSync(join(folder, 'opt-file'), 'utf8')).toBe('--cleanenv\n--no-eval\n--pwd /app\n');
});
