import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// "About 9 files": which they are, and that docs/adopt.md gives a reason for each.

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const page = readFileSync(join(import.meta.dirname, '../../../docs/adopt.md'), 'utf8');
/** Files whose row has a reason. */
const reasoned = [...page.matchAll(/^\| ((?:`[^`]+`(?:, in R and Julia | or |, )?)+) \| \w/gm)].flatMap(
  ([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

async function written(program: string): Promise<readonly string[]> {
  writeFileSync(join(folder, 'run.py'), program);
  writeFileSync(join(folder, 'requirements.txt'), 'pandas==2.2.3\n');
  const environment = catchEnvironment();
  expect(await adopt({ targets: [folder], flags: { defaults: true, json: true } }, environment)).toBe(0);
  const { written: paths } = JSON.parse(environment.printed.out) as { readonly written: readonly string[] };
  return paths.map((path) => path.replace(/^tre\//, '')).toSorted();
}

const guarded = (line: string): string =>
  `import pandas as pd\n\nif __name__ == "__main__":\n    ${line}\n    print(pd)\n`;

test('a program that needs nothing else gets nine, each with its reason', async () => {
  const files = await written(guarded('pd.read_csv("/safe_data/a.csv").to_csv("/safe_outputs/b.csv")'));
  expect(files).toEqual([
    '.gitignore',
    '.tre-container/baseline.json',
    '.yo-rc.json',
    'CHECKLIST.md',
    'Dockerfile',
    'Dockerfile.dockerignore',
    'README.md',
    'ces/opt-file.txt',
    'ces/run.sh',
  ]);
  expect(files.filter((path) => !reasoned.includes(path))).toEqual([]);
});

test('one that names files where it is started gets a script, too', async () => {
  const files = await written(guarded('pd.read_csv("data/a.csv").to_csv("results/b.csv")'));
  expect(files).toHaveLength(10);
  expect(files).toContain('start.sh');
  expect(files.filter((path) => !reasoned.includes(path))).toEqual([]);
});
