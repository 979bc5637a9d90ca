import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { type AnyCall, adopt, check } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>, into = folder): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text);
  }
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

const scans = (root: string): string => `import os
from PIL import Image

class Scans:
    def __init__(self, root="${root}"):
        self.root = root
        self.names = sorted(os.listdir(self.root))

    def __getitem__(self, index):
        return Image.open(os.path.join(self.root, self.names[index]))

for scan in Scans():
    print(scan)
`;

test('a folder that a method joins with names is named as data that the program reads', async () => {
  write({ 'train.py': scans('images/archive') });
  const survey = await start(adopt, folder, { survey: true });
  expect(survey).toMatch(/images\/archive\/ is read, and is not in the repository: .*train\.py:7/);
  await start(adopt, folder, { defaults: true });
  expect(read('tre/README.md')).toContain('| found in images/ |');
});

test('a folder that is there is not said to be absent', async () => {
  write({ 'train.py': scans('images/archive'), 'images/archive/a.txt': 'x' });
  expect(await start(adopt, folder, { survey: true })).not.toContain('is not in the repository');
});

test('data beside the repository are a to-do, one for each folder', async () => {
  write({ 'train.py': `${scans('../raw_data/archive')}\nopen("../raw_data/labels.csv").read()\n` });
  expect(await start(adopt, folder, { survey: true })).toContain('../raw_data/archive/ is read, and is not in');
  await start(adopt, folder, { defaults: true });
  expect(read('tre/README.md').match(/- \[ \] \S+ is read, which lies beside the repository/g)).toHaveLength(1);
});

/** Reads data and writes results beside its own folder, as whoever changes into that folder has it. */
const analysis = `rows = open("../data/labels.csv").read()
open("../results/out.txt", "w").write(rows)
open("../results/figures/b.txt", "w").write(rows)
`;

test('a program that names its data by a way up is started in its own folder, and finds them there', async () => {
  write({
    'src/run.py': analysis,
    'results/figures/.gitkeep': '',
    'README.md': 'Run:\n\n    cd src\n    python run.py\n',
  });
  expect(await start(adopt, folder, { defaults: true })).toMatch(/^0\n/);
  const page = read('tre/README.md');
  expect(page).toContain('| starts | python src/run.py |');
  expect(page).toContain('by that name: ../data/labels.csv (src/run.py:1)');
  expect(page).not.toContain('is written where nothing is kept');
  expect(await start(check, join(folder, 'tre'), {})).not.toMatch(/files-in-image\]|image-complete\]/);

  const machine = mkdtempSync(join(tmpdir(), 'adopt-machine-'));
  const script = read('tre/start.sh')
    .replaceAll(/\/(safe_data|safe_outputs|scratch)\b/g, `${machine}/$1`)
    .replaceAll('/opt/project', `${machine}/project`)
    .replace('\npython ', '\npython3 ');
  write(
    { 'start.sh': script, 'project/src/run.py': analysis, 'safe_data/labels.csv': 'a\n', 'safe_outputs/.x': '' },
    machine,
  );
  mkdirSync(join(machine, 'scratch'));
  const run = spawnSync('sh', [join(machine, 'start.sh')], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(existsSync(join(machine, 'safe_outputs/results/out.txt'))).toBe(true);
  expect(readFileSync(join(machine, 'safe_outputs/results/figures/b.txt'), 'utf8')).toBe('a\n');
  rmSync(machine, { recursive: true });
});
