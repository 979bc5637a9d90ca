import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-people-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(command: unknown, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await (command as AnyCall)({ targets: [target], flags } as never, environment).catch(() => undefined);
  return environment.printed.out;
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const names = ['project=nsh-2026-001', 'registry=ghcr.io/my-group'];
const inside = (): string => readFileSync(join(folder, 'tre/Dockerfile.dockerignore'), 'utf8');
const page = (): string => readFileSync(join(folder, 'tre/README.md'), 'utf8');
const labels = Array.from({ length: 30 }, (_, at) => `images/${String(at)}.png 0 1 0\n`).join('');
const main = 'import net.model\nif __name__ == "__main__":\n    print(open("net/dataset/val.txt").read())\n';

test('what check takes for data, and pictures of people in a package, stay out, and check agrees', async () => {
  write({
    'main.py': main,
    'net/__init__.py': '',
    'net/model.py': 'X = 1\n',
    'net/codes.txt': 'a\nb\n',
    'net/dataset/val.txt': labels,
    'net/input/scan.tif': 'II',
    'net/slide.svs': 'x',
    'net/table.csv': 'a,b\n1,2\n',
  });
  await run(adopt, folder, { defaults: true, set: [...names, 'program=main.py'] });
  expect(inside()).not.toMatch(/val\.txt|scan\.tif|slide\.svs|!net\n/);
  expect(inside()).toMatch(/!net\/codes\.txt\n[^]*!net\/table\.csv\n/);
  expect(page()).toContain('net/dataset/val.txt is read by main.py and stays out: is it below /safe_data in the TRE?');
  const said = await run(check, join(folder, 'tre'), { 'fail-on': 'never' });
  expect(said).not.toMatch(/val\.txt into|scan\.tif into|slide\.svs into/);
});

test('a Dockerfile of theirs that copies a folder brings no picture that check takes for data, and the survey shows the same', async () => {
  write({
    'main.py': 'import net.model\nprint(1)\n',
    'net/__init__.py': '',
    'net/model.py': 'X = 1\n',
    'net/dataset/progress.png': 'x',
    'notes/more.txt': 'x\n',
    Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY main.py ./\nCOPY net/ ./net/\nCMD ["python", "main.py"]\n',
  });
  const survey = JSON.parse(await run(adopt, folder, { survey: true, json: true })) as {
    readonly proposal: { readonly goesIn: readonly string[] };
  };
  await run(adopt, folder, { defaults: true, set: names });
  expect(inside()).not.toContain('progress.png');
  const copied = [...inside().matchAll(/^!(.*)$/gm)]
    .map(([, path = '']) => path)
    .filter((path) => !path.startsWith('tre/'));
  expect(survey.proposal.goesIn.map((path) => path.replace(/\/$/, ''))).toEqual(copied);
});

const codes = 'code,label\n1,a\n';
const reading =
  'import pandas as pd\ncodes = pd.read_csv("data/lookup_codes.csv")\npd.read_csv("data/patients.csv").merge(codes).to_csv("out.csv")\n';

test.each<readonly [string, Readonly<Record<string, string>>]>([
  [
    'that git ignores and a program reads',
    { '.gitignore': 'data/*\n!data/lookup_codes.csv\n', 'data/patients.csv': 'id,dob\n1,2\n' },
  ],
  [
    'that git ignores in a folder of programs',
    { '.gitignore': '/src/cohort.csv\n', 'src/cohort.csv': 'id,dob\n1,2\n' },
  ],
  ['in a folder that git ignores', { '.gitignore': 'raw/\n', 'src/raw/cohort.csv': 'id,dob\n1,2\n' }],
  ['that a program reads and somebody else has', {}],
])('what lies beside what goes in stays out: data %s', async (_, files) => {
  const ours = {
    'run.py': `import src.load\n${reading}`,
    'src/load.py': 'X = 1\n',
    'src/__init__.py': '',
    'data/lookup_codes.csv': codes,
  };
  const own =
    'FROM python:3.12\nWORKDIR /app\nCOPY src/ ./src/\nCOPY data ./data\nCOPY run.py ./\nCMD ["python", "run.py"]\n';
  write({ ...ours, ...files });
  for (const dockerfile of [undefined, own]) {
    rmSync(join(folder, 'tre'), { recursive: true, force: true });
    if (dockerfile !== undefined) write({ Dockerfile: dockerfile });
    await run(adopt, folder, { defaults: true, set: names });
    expect(inside()).toContain('!data/lookup_codes.csv\n');
    const copied = [...readFileSync(join(folder, 'tre/Dockerfile'), 'utf8').matchAll(/^COPY .*$/gm)].join('\n');
    expect(copied).toContain('data/lookup_codes.csv');
    expect(`${copied}\n${inside()}`).not.toMatch(/patients|cohort|!data$|"data\/",|COPY data/m);
    const hides = Object.keys(files).some((path) => path.startsWith('src/'));
    expect(/^!src$/m.test(inside())).toBe(!hides);
    expect(/"src\/"|COPY src\//.test(copied)).toBe(!hides);
  }
});

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ['that the start names', {}],
  ['in a repository of its own', { 'config/theirs/.git': 'gitdir: x\n', 'config/theirs/people.csv': 'id\n7\n' }],
])('a folder of the program is copied file by file beside data %s', async (_what, more) => {
  write({ 'run.py': `print(open("config/codes.csv").read())\n`, 'config/codes.csv': 'code\n1\n', ...more });
  const named = Object.keys(more).length === 0 ? ' --data config/patients.csv' : '';
  await run(adopt, folder, { defaults: true, set: [...names, `program=python run.py${named}`] });
  expect(inside()).toMatch(/^!config\/codes\.csv$/m);
  expect(readFileSync(join(folder, 'tre/Dockerfile'), 'utf8')).toContain('COPY ["config/codes.csv",');
});

test('texts beside notebooks that nothing reads are no part of a program', async () => {
  const notebook = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });
  write({
    'main.py': 'print(open("notebooks/kept/words.txt").read())\n',
    'settings/a.txt': 'x\n',
    'notebooks/look.ipynb': notebook,
    'notebooks/runs/a/auroc.txt': '0.8\n',
    'notebooks/kept/words.txt': 'a\n',
  });
  await run(adopt, folder, { defaults: true, set: [...names, 'program=main.py'] });
  expect(inside()).not.toContain('auroc');
  expect(inside()).toMatch(/!notebooks\/kept\n[^]*!settings\n/);
});

test('of many files that look like data one box counts them by folder, and a waiver for a folder settles that', async () => {
  const lists = Array.from({ length: 6 }, (_, at) => [`resources/list${String(at)}.csv`, 'code,name\n1,a\n'] as const);
  write({ 'main.py': 'print(open("resources/list1.csv").read())\n', ...Object.fromEntries(lists) });
  await run(adopt, folder, { defaults: true, set: [...names, 'program=main.py'] });
  expect(page()).toContain('- [ ] resources/ (6 files): they look like data, and go into the image');
  expect(page()).toContain('or all of a folder (path: resources/), in tre/.tre-container.yml');
  const signed = '    reason: lists of codes\n    by: Ann Smith\n    date: 2026-11-01\n';
  write({ 'tre/.tre-container.yml': `waivers:\n  - rule: no-data-files\n    path: resources/\n${signed}` });
  const said = await run(check, join(folder, 'tre'), { 'fail-on': 'never', json: true });
  expect(said).toMatch(/"rule": "no-data-files",\s+"verdict": "waived"/);
  expect(said).not.toMatch(/"rule": "no-data-files",\s+"verdict": "(?:fail|unknown)"/);
});
