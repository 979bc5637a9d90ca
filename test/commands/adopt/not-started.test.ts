import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// Programs of a repository that the container does not start: they need no packages, no start script and no answers.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-not-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const started = 'import csv\nprint(list(csv.reader(open("/safe_data/a.csv"))))\nprint(1)\nprint(2)\n';
const other = [
  'import requests\nimport psycopg2\n',
  'd = requests.get("https://example.org/a").text\nopen("results/b.csv", "w").write(d)\n',
  'print(open("/home/ann/cohort.csv").read())\n',
].join('');

async function adoptThese(
  files: Readonly<Record<string, string>>,
  program = 'infer.py',
): Promise<{ readonly page: string; readonly packages: string }> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const environment = catchEnvironment();
  const flags = { defaults: true, set: [`program=${program}`] };
  const code = await (adopt as AnyCall)({ targets: [folder], flags } as never, environment);
  expect(`${String(code)}${environment.printed.err}`).toBe('0');
  const read = (path: string): string =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '';
  return { page: read('tre/README.md'), packages: read('tre/packages.txt') };
}

const row = (text: string): string => text.split('\n').find((line) => line.startsWith('| base |')) ?? '';
const boxes = (page: string): readonly string[] => page.split('\n').filter((line) => line.startsWith('- ['));

test('are no reason for packages, a start script or to-dos, but for one line', async () => {
  const { page, packages } = await adoptThese({ 'infer.py': started, 'fetch.py': other, 'send.py': other });
  expect(packages).toBe('');
  expect(existsSync(join(folder, 'tre/start.sh'))).toBe(false);
  const own = boxes(page).filter((line) => !/no registry|Safe Haven/.test(line));
  expect(own).toHaveLength(1);
  expect(own[0]).toMatch(/not started: 2 programs \(fetch\.py, send\.py\), whose \d points stand in .*adopt --survey/);
  expect(page).toContain('what is started imports nothing that has to be installed');
});

test('a library that several import is placed where what is started imports it', async () => {
  const { page, packages } = await adoptThese({ 'a.py': other, 'infer.py': `import requests\n${started}` });
  expect(packages).toBe('requests\n');
  expect(page).toContain('programs import 1 (infer.py:1)');
});

test.each([
  ['by a module', { 'infer.py': `import lib.net\n${started}`, 'lib/net.py': other }],
  [
    "by a package's own file",
    { 'infer.py': `import lib\n${started}`, 'lib/__init__.py': 'from . import net\n', 'lib/net.py': other },
  ],
  ['as a command', { 'infer.py': `import subprocess\nsubprocess.run(["python", "net.py"])\n`, 'net.py': other }],
  ['by a name that is computed', { 'infer.py': `import sys\nexec(open(sys.argv[1]).read())\n`, 'net.py': other }],
])('what is started %s counts', async (_how, files) => {
  const { page, packages } = await adoptThese({ ...files, 'more.py': started });
  expect(packages).toContain('requests');
  expect(page).not.toContain('not started:');
  expect(boxes(page).join('\n')).toContain('/home/ann/cohort.csv');
});

test('where make starts them, all count', async () => {
  const files = { Makefile: 'all:\n\tpython net.py\n', 'net.py': other, 'infer.py': started };
  const { packages } = await adoptThese(files, 'make');
  expect(packages).toContain('requests');
});

test('a survey has the to-dos that adopt leaves, and shows what is not started apart', async () => {
  const files = { 'infer.py': `import requests\n${started}print(open("/home/bob/x.csv").read())\n`, 'send.py': other };
  const { page } = await adoptThese(files);
  rmSync(join(folder, 'tre'), { recursive: true });
  const environment = catchEnvironment();
  const flags = { survey: true, set: ['program=infer.py'] };
  await (adopt as AnyCall)({ targets: [folder], flags } as never, environment);
  const told = environment.printed.out.replaceAll(/\s+/g, ' ');
  const own = boxes(page).filter((line) => !/no registry|Safe Haven/.test(line));
  expect(told).toContain(
    `Yours to settle later (${String(own.length)}, beside the names of the Safe Haven project and of the registry)`,
  );
  const [, apart = ''] = told.split('Of programs that are not started');
  expect(apart).toContain('/home/ann/cohort.csv');
  expect(apart).not.toContain('/home/bob');
  expect(told).toContain('version not said no lock, Dockerfile, project file, README or head of a program names one');
});

test('a survey says of a language that the image does not run what adopt says, and names no runner-up that cannot be written', async () => {
  for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.py`), started);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM rocker/r-ver:4.4.1\nCMD ["Rscript", "run.R"]\n');
  writeFileSync(join(folder, 'run.R'), 'x <- read.csv("/safe_data/a.csv")\nprint(x)\n');
  const environment = catchEnvironment();
  await (adopt as AnyCall)({ targets: [folder], flags: { survey: true } } as never, environment);
  const told = environment.printed.out.replaceAll(/\s+/g, ' ');
  expect(told).toContain('2 programs are in Python, which this image does not run');
  expect(told).not.toContain('next would be');
});

test('the page says that an image was named, by adopt or later', async () => {
  const { page } = await adoptThese({ 'infer.py': started });
  expect(row(page)).not.toContain('you named this image');
  const environment = catchEnvironment();
  const flags = { set: ['image=docker.io/library/python:3.12.9-slim-bookworm'] };
  expect(await (upgrade as AnyCall)({ targets: [join(folder, 'tre')], flags } as never, environment)).toBe(0);
  const after = row(readFileSync(join(folder, 'tre/README.md'), 'utf8'));
  expect(after).toContain('3.12.9');
  expect(after).toContain('you named this image; the base: ');
});

test('an image that is named again without its digest keeps it, and that is said', async () => {
  await adoptThese({ 'infer.py': started });
  const [, name = ''] =
    /^\| base \|.*`([^`@]+)@sha256:/m.exec(readFileSync(join(folder, 'tre/README.md'), 'utf8')) ?? [];
  const environment = catchEnvironment();
  const flags = { set: [`image=${name}`] };
  expect(await (upgrade as AnyCall)({ targets: [join(folder, 'tre')], flags } as never, environment)).toBe(0);
  const told = `${environment.printed.out}${environment.printed.err}`.replaceAll(/\s+/g, ' ');
  expect(told).toContain(`image: ${name} stands there already, and keeps its digest`);
});

test('where a program that is started may load any other, one box says which line makes all count, and reasons name what is started', async () => {
  const files = {
    'aaa.py': 'open("results/first.csv", "w").write(open("data/x.csv").read())\n',
    'infer.py': `import helper\nopen("results/own.csv", "w").write("1")\n`,
    'helper.py': 'import importlib\nimport sys\n\nimportlib.import_module(sys.argv[1])\n',
  };
  const { page } = await adoptThese(files);
  const open = boxes(page).filter((line) => line.includes('all of your programs count'));
  expect(open).toEqual([
    expect.stringMatching(
      /comes to helper\.py, which loads what no text of it names.* 1 program that .*\(helper\.py:4\)$/,
    ),
  ]);
  expect(readFileSync(join(folder, 'tre/start.sh'), 'utf8')).toContain(
    '# Why: results/own.csv is named relative to where the program is started (infer.py:2).',
  );
});

const loader = 'import importlib\n\ndef load(name):\n    return importlib.import_module("steps." + name)\n';

test('of a program that loads by computed names those of the package count that the names begin with', async () => {
  const files = {
    'run.sh': 'python lib/main.py --fast\n',
    'lib/main.py': 'import sys\nfrom loader import load\nload(sys.argv[1])\nopen("results/own.csv", "w").write("1")\n',
    'lib/loader.py': loader,
    'lib/steps/fit.py': 'import requests\nopen("fits/a.csv", "w").write("1")\n',
    'convert/all.py': `import psycopg2\nfrom tools import x\nopen("converted/b.csv", "w").write(open("/home/bob/x.csv").read())\n`,
    'convert/lib/tools.py': 'x = 1\n',
  };
  const { page, packages } = await adoptThese(files, 'bash run.sh');
  expect(packages).toBe('requests\n');
  const start = readFileSync(join(folder, 'tre/start.sh'), 'utf8');
  expect(start).toContain('for folder in fits results; do');
  expect(start).not.toContain('convert');
  expect(page).not.toContain('| modules |');
  expect(page).toContain(
    'your programs write fits/a.csv (lib/steps/fit.py:2), results/own.csv (lib/main.py:4); beside what',
  );
  const said = boxes(page).filter((line) => line.includes('not started'));
  expect(said).toEqual([
    expect.stringMatching(
      /1 program \(convert\/all\.py\).*\(lib\/loader\.py:4 loads modules by names that it computes: /,
    ),
  ]);
});

test.each([
  ['a name that says nothing', 'def load(name):\n    return importlib.import_module(name)\n'],
  ['a file', 'def load(name):\n    return importlib.util.spec_from_file_location("x", name)\n'],
])('where it loads by %s, all count', async (_how, text) => {
  const files = {
    'infer.py': `from loader import load\nimport sys\nload(sys.argv[1])\n`,
    'loader.py': `import importlib\n${text}`,
    'net.py': other,
  };
  const { packages } = await adoptThese(files);
  expect(packages).toContain('requests');
});

test('what a module does only where it is started counts where it is started, and not where it is imported', async () => {
  const guarded = [
    'import sys\n\ndef f(x):\n    return x\n\n',
    'if __name__ == "__main__":\n    f(open("/home/ann/a.csv").read())\n    open("tried/b.csv", "w").write("1")\n',
  ].join('');
  const files = { 'infer.py': 'from lib.one import f\nopen("own/c.csv", "w").write(f("1"))\n', 'lib/one.py': guarded };
  const { page } = await adoptThese(files);
  expect(page).not.toContain('/home/ann');
  expect(page).toContain('| your programs write own/c.csv (infer.py:2); beside');
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const alone = await adoptThese({ ...files, 'run.sh': 'python infer.py\npython lib/one.py\n' }, 'bash run.sh');
  expect(alone.page).toContain('/home/ann/a.csv');
  expect(alone.page).toContain('| your programs write own/c.csv (infer.py:2), tried/b.csv (lib/one.py:8); beside');
});
