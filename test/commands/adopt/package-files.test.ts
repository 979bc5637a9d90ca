import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// What is no program by its name (`__init__.py`, `conf.py`) runs with each program that imports it.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-package-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = 'import pandas as pd\nimport lifelines\n\ndef load():\n    return pd.read_csv("data/cohort.csv")\n';
const run = (from: string): string =>
  `import os\nfrom ${from} import load\n\nd = load()\nos.makedirs("results", exist_ok=True)\nd.to_csv("results/out.csv")\n`;

async function adopted(
  files: Readonly<Record<string, string>>,
  start?: string,
): Promise<Readonly<Record<string, string>>> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const environment = catchEnvironment();
  const set = ['project=a-1', 'registry=ghcr.io/me', ...(start === undefined ? [] : [`program=${start}`])];
  const code = await (adopt as AnyCall)({ targets: [folder], flags: { defaults: true, set } } as never, environment);
  expect(`${String(code)}${environment.printed.err}`).toBe('0');
  const read = (path: string): string =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '';
  return { packages: read('tre/packages.txt'), page: read('tre/README.md'), start: read('tre/start.sh') };
}

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly program?: string;
}

test.each<Case>([
  { what: 'the own file of a package', files: { 'stroke/__init__.py': load, 'scripts/run.py': run('stroke') } },
  {
    what: 'a package that another one takes in',
    files: {
      'stroke/__init__.py': 'from .io import load\n',
      'stroke/io/__init__.py': load,
      'scripts/run.py': run('stroke'),
    },
  },
  { what: 'settings', files: { 'conf.py': load, 'run.py': run('conf') } },
  {
    what: 'the package of a module',
    files: { 'stroke/__init__.py': load, 'stroke/run.py': run('.') },
    program: 'python -m stroke.run',
  },
  {
    what: 'a package that is only entered on the way to the module',
    files: {
      'stroke/__init__.py': `${load}\nd = load()\n`,
      'stroke/run.py': 'import os\nprint(os.environ)\nopen("results/a.txt", "w").write("a")\n',
    },
    program: 'python -m stroke.run',
  },
])('what it needs is found: $what', async ({ files, program }) => {
  const { packages, page, start: script } = await adopted(files, program);
  expect(packages).toBe('lifelines\npandas\n');
  expect(page).toContain('| found in data/ |');
  expect(script).toContain('for file in /safe_data/*');
});

test('what no started program imports counts for none', async () => {
  const { packages, page } = await adopted(
    { 'other/__init__.py': load, 'setup.py': 'import requests\n', 'run.py': run('csv'), 'also.py': run('other') },
    'run.py',
  );
  expect(packages).toBe('');
  expect(page).not.toContain('found in data/');
});
