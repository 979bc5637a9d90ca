import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../fakes/environment.ts';
import { upgrade as run } from '../helpers/call-commands.ts';

let top = '';
let root = '';

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'adopted-before-'));
  root = join(top, 'study');
  cpSync(join(import.meta.dirname, 'adopted'), root, { recursive: true });
  // Only what git tracks is known to be the person's: a record below a folder of somebody else is not followed.
  execFileSync('git', ['init', '--quiet', root]);
  execFileSync('git', ['-C', root, 'add', '--all']);
});
afterEach(() => rmSync(top, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, 'tre', path), 'utf8');

async function upgrade(): Promise<number> {
  return run(
    { targets: [join(root, 'tre')], flags: { json: true, force: true } },
    { ...catchEnvironment(), version: '0.2.0' },
  );
}

test('a folder that an earlier build adopted says after an upgrade what its new start script does', async () => {
  expect(read('README.md')).toContain('a copy on /scratch that is emptied');
  expect(await upgrade()).toBe(0);
  const page = read('README.md');
  expect(page).not.toContain('is emptied');
  expect(page).toContain(
    'data/summary.csv is written among the data, and start.sh keeps it as /safe_outputs/data/summary.csv',
  );
  expect(page).toMatch(/^\| kept in \/safe_outputs \| [^|]*, data\/people_over_time\.csv, data\/summary\.csv \|/m);
  expect(read('.yo-rc.json')).not.toContain('is emptied');
});

test('its settings of hadolint go into the Dockerfile, but for those that the person has edited', async () => {
  expect(await upgrade()).toBe(0);
  expect(existsSync(join(root, 'tre/.hadolint.yaml'))).toBe(false);
  expect(read('Dockerfile')).toContain('# hadolint global ignore=');
});

test('its settings of hadolint stay where the person has edited them', async () => {
  appendFileSync(join(root, 'tre/.hadolint.yaml'), '# mine\n');
  await upgrade();
  expect(read('.hadolint.yaml')).toMatch(/# mine\n$/);
});

test('its start script keeps the results that are known among the data, and nothing that was unpacked there', async () => {
  await upgrade();
  const place = join(top, 'image');
  for (const name of ['safe_data', 'safe_outputs', 'scratch', 'project'])
    mkdirSync(join(place, name), { recursive: true });
  writeFileSync(join(place, 'safe_data/cohort.csv'), 'id\n7\n');
  writeFileSync(
    join(place, 'project/analyse.py'),
    'for name in ("data/raw_of_people.csv", "data/summary.csv", "figure.txt"):\n    open(name, "w").write(open("data/cohort.csv").read())\nraise SystemExit(3)\n',
  );
  const script = read('start.sh')
    .replaceAll(/\/(safe_data|safe_outputs|scratch)\b/g, `${place}/$1`)
    .replaceAll('/opt/project', `${place}/project`)
    .replace('\npython ', '\npython3 ');
  writeFileSync(join(place, 'start.sh'), script);
  expect(() => execFileSync('sh', [join(place, 'start.sh')], { stdio: 'ignore' })).toThrow(
    expect.objectContaining({ status: 3 }),
  );
  const kept = readdirSync(join(place, 'safe_outputs'), { recursive: true, encoding: 'utf8' }).toSorted();
  // `/safe_outputs/data/...` as the page says it: copied with the folder that it lies in.
  expect(kept).toEqual(['data', 'data/summary.csv', 'figure.txt']);
});
