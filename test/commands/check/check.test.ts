import { mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { check as run } from '../../helpers/call-commands.ts';
import { printRow } from '../../../src/engine/checklist/checklist-row.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { CheckReport } from '../../../src/model/check/check-report.ts';
import type { Environment, ExitCode, Invocation } from '../../../src/model/command.ts';
import { UserError } from '../../../src/model/errors.ts';
import { faultsBySchema } from '../../helpers/json-schema.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

interface Ran {
  readonly code: ExitCode | UserError;
  readonly out: string;
  readonly err: string;
}

async function checkWith(targets: readonly string[], flags: Invocation['flags'] = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal = {
    colour: false,
    columns: 80,
    out: (text: string): void => void (out += text),
    err: (text: string): void => void (err += text),
  };
  const environment = {
    terminal,
    cwd: root,
    version: '1.2.3',
    variables: {},
    openProject: (directory: string) => openProject(resolve(root, directory)),
    now: () => 0,
    git: async () => ({}),
    templates: () => '',
    readFile: async () => new Uint8Array(),
  } satisfies Environment;
  const code = await run({ targets, flags }, environment).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
  const isJson = flags['format'] === 'json' && typeof code === 'number';
  expect(isJson ? faultsBySchema('check', JSON.parse(out)) : []).toEqual([]);
  return { code, out, err };
}

const program = { 'main.py': 'print(1)\n', '.dockerignore': '*\n!main.py\n' };
const clean =
  'FROM docker.io/library/python:3.13.16-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b\nRUN mkdir /safe_data /safe_outputs /scratch\nENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch\nRUN useradd --system app\nCOPY main.py /opt/app/\nUSER app\nENTRYPOINT ["python", "/opt/app/main.py"]\n';

test('a clean project: exit code 0', async () => {
  await put({ Dockerfile: clean, ...program });
  const { code, out } = await checkWith([]);
  expect([code, out.split(',')[0]]).toEqual([0, 'nothing to fix']);
});

test('findings: exit code 1, with places as the target was named', async () => {
  await put({
    'a/Dockerfile': clean,
    'a/main.py': program['main.py'],
    'a/.dockerignore': program['.dockerignore'],
    'b/docker/Dockerfile.gpu': 'FROM python\n',
  });
  const { code, out } = await checkWith(['a', 'b/'], { format: 'json' });
  expect(code).toBe(1);
  const report = JSON.parse(out) as CheckReport;
  expect(
    new Set(report.results.flatMap(({ verdict, location }) => (verdict === 'fail' ? [location?.file] : []))),
  ).toEqual(new Set(['b/docker/Dockerfile.gpu']));
  expect(report.summary.human).toBe(14);
});

test('one named file is judged as a Dockerfile, whatever it is called', async () => {
  await put({ 'x/build.txt': 'FROM ubuntu\n', 'x/Dockerfile': 'FROM debian\n' });
  const { code, out } = await checkWith(['x/build.txt']);
  expect(code).toBe(1);
  expect(out).toContain('x/build.txt:1  the final image starts from ubuntu');
  expect(out).not.toContain('debian');
});

test('places are as seen from the current folder, also where targets are named in full', async () => {
  await put({ 'a/Dockerfile': 'FROM python\n' });
  expect((await checkWith([join(root, 'a')])).out).toContain('\n  a/Dockerfile:1  ');
  expect((await checkWith([join(root, 'a/Dockerfile')])).out).toContain('\n  a/Dockerfile:1  ');
});

test('--min-force and --fail-on', async () => {
  await put({
    ...program,
    Dockerfile: clean.replace(/^ENV.*\n/m, '').replace('["python", "/opt/app/main.py"]', 'python /opt/app/main.py'),
  });
  const codes = [];
  for (const flags of [
    {},
    { 'min-force': 'must' },
    { 'fail-on': 'warning' },
    { 'fail-on': 'error' },
    { 'fail-on': 'never' },
    { 'min-force': 'should', 'fail-on': 'note' },
  ])
    codes.push((await checkWith(['.'], flags)).code);
  expect(codes).toEqual([1, 0, 1, 0, 0, 1]);
});

test('--fix mends and shows it; --dry-run shows it only', async () => {
  await put({ Dockerfile: 'FROM python:3.13\nADD x /opt/\n' });
  const tried = await checkWith(['.'], { fix: true, 'dry-run': true });
  expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe('FROM python:3.13\nADD x /opt/\n');
  expect(tried.err).toContain('-ADD x /opt/\n');
  expect(tried.err).toContain('Nothing was written');
  const done = await checkWith(['.'], { fix: true });
  expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe(
    'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch\nCOPY x /opt/\n',
  );
  expect(done.out).not.toContain('copy-not-add');
  expect((await checkWith(['.'], { fix: true })).err).toMatch(/^Nothing was fixed/);
});

test('--checklist ticks what passes, and keeps what a person wrote', async () => {
  await put({
    Dockerfile: clean,
    ...program,
    'CHECKLIST.md': `# Ours\nmy own words\n${printRow('rule:tre-directories-declared', ['must', 'The line'], { state: 'person' })}\n${printRow('rule:project-named', ['must', 'Who?'], { state: 'person', text: 'Who is it?' }).replace('Who is it?', 'Ann says so')}\n`,
  });
  expect((await checkWith(['.'], { checklist: true, 'dry-run': true })).err).toBe(
    'CHECKLIST.md: 1 line renewed.\nNothing was written (--dry-run).\n',
  );
  expect((await checkWith(['.'], { checklist: true })).code).toBe(0);
  const text = await readFile(join(root, 'CHECKLIST.md'), 'utf8');
  expect(text).toContain('- [x] **must** The line — ');
  expect(text).toContain('my own words');
  expect(text).toContain('- [ ] **must** Who? — Ann says so');
  expect((await checkWith(['.'], { checklist: true })).err).toBe('CHECKLIST.md is up to date.\n');
});

test('--explain prints the page of a rule', async () => {
  expect((await checkWith([], { explain: 'temp-on-scratch' })).out).toContain(
    '# temp-on-scratch\n\nTMP, TMPDIR and TEMP are /scratch.',
  );
  expect((await checkWith([], { explain: 'temp-on-scrach' })).code).toHaveProperty(
    'problems.0.fix',
    'did you mean --explain temp-on-scratch?',
  );
});

describe('bad input', () => {
  test('what is not there, or holds no Dockerfile, is named; the others are judged', async () => {
    await put({
      'a/Dockerfile': clean,
      'a/main.py': program['main.py'],
      'a/.dockerignore': program['.dockerignore'],
      'b/notes.md': 'x',
    });
    await symlink('loop', join(root, 'loop'));
    const { code, out } = await checkWith(['a', 'b', 'c', 'loop']);
    expect(out).toContain('nothing to fix');
    expect(code).toHaveProperty('problems.length', 3);
    expect(code).toHaveProperty(
      'message',
      expect.stringMatching(
        /b: holds no Dockerfile[^]*c: there is no such file or folder[^]*loop: is a symbolic link that leads to itself/,
      ),
    );
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'a gigabyte',
      async () =>
        open(join(root, 'Dockerfile'), 'w').then(async (file) =>
          file.truncate(1024 ** 3).then(async () => file.close()),
        ),
      'it is 1.0 GiB',
    ],
    ['binary', async () => writeFile(join(root, 'Dockerfile'), Buffer.from([0x7f, 0x45, 0, 1])), 'it is binary'],
    ['not UTF-8', async () => writeFile(join(root, 'Dockerfile'), Buffer.from([0x46, 0xe9])), 'it is not UTF-8'],
    [
      'UTF-16',
      async () => writeFile(join(root, 'Dockerfile'), Buffer.from('\uFEFFFROM python\n', 'utf16le')),
      'it is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8 Dockerfile > ',
    ],
    [
      'a link out of the project',
      async () => symlink('/etc/hostname', join(root, 'Dockerfile')),
      'it is a link out of the project',
    ],
    [
      'a broken link',
      async () => symlink('nowhere', join(root, 'Dockerfile')),
      'it is a link to something that is not there',
    ],
  ])('a Dockerfile that is %s could not be judged, which is said once', async (_title, make, reason) => {
    await make();
    const { code, out } = await checkWith(['.']);
    expect(code).toBe(1);
    expect(out).toContain(`  Dockerfile  could not be read: ${reason}`);
    expect(out.match(/could not be read/g)).toHaveLength(1);
    expect(out).toMatch(/ \[\d\d rules\]$/m);
    expect(out).toContain(', 0 passed,');
    expect(out).not.toMatch(/^ {4}at /m);
  });

  test('an empty Dockerfile is to mend, and nothing about its image is known', async () => {
    await put({ Dockerfile: '' });
    const { code, out } = await checkWith(['.']);
    expect(code).toBe(1);
    expect(out).toContain('there is no FROM');
    expect(out).toContain('  Dockerfile  has no FROM, so it makes no image [');
  });

  test.each([
    ['broken YAML', 'jobs: {a: [\n', 'could not be read'],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map(
          (name, index) =>
            `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index] ?? ''}`).join(',')}]`,
        )
        .join('\n')}\n`,
      'more than 50000 values',
    ],
    ['a list', '- a\n', 'it holds no pipeline'],
    ['deep nesting', `a: ${'['.repeat(20_000)}`, 'could not be read'],
  ])('a workflow with %s is unknown', async (_title, text, reason) => {
    await put({ Dockerfile: clean, ...program, '.github/workflows/ci.yml': text });
    const { code, out } = await checkWith(['.']);
    expect(code).toBe(1);
    expect(out).toContain(reason);
  });
});
