import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check as run, create } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let root: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'rows-'));
  const set = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group', 'base=python'];
  await create({ targets: [root], flags: { set, defaults: true } }, catchEnvironment());
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(join(root, path), change(read(path)));
const rowOf = (key: string): string | undefined =>
  read('CHECKLIST.md')
    .split(/\r?\n/)
    .find((line) => line.endsWith(`<!-- ${key} -->`));
async function check(flags: object = {}): Promise<string> {
  const environment = catchEnvironment();
  await run({ targets: [root], flags }, environment);
  return environment.printed.err;
}
const keysOf = (text: string): readonly string[] => text.match(/<!-- (?:question|rule):\S+ -->/g) ?? [];
const remove = (...keys: readonly string[]): void =>
  edit('CHECKLIST.md', (text) =>
    text
      .split('\n')
      .filter((line) => !keys.some((key) => line.includes(`<!-- ${key} -->`)))
      .join('\n'),
  );

test('a row that somebody deleted comes back at its place, as its rule stands now, and is named', async () => {
  const before = read('CHECKLIST.md');
  remove('question:40', 'rule:non-root-user', 'rule:exec-form');
  edit('Dockerfile', (text) => text.replace(/^USER.*\n/m, ''));
  expect(await check()).toContain(
    'lacks 2 rows that somebody deleted: question 40, non-root-user. They come back with',
  );
  expect(await check({ checklist: true, 'dry-run': true })).toContain('3 rows that were deleted are back');
  expect(rowOf('question:40')).toBeUndefined();
  expect(await check({ checklist: true })).toMatch(
    /: 3 rows that were deleted are back, since .*: question 40, (?:exec-form, non-root-user|non-root-user, exec-form)\. /,
  );
  expect(rowOf('rule:non-root-user')).toMatch(/^- \[ \] .*\*\*To do:\*\* .*no USER/);
  expect(rowOf('rule:exec-form')).toMatch(/^- \[x\]/);
  expect(await check({ checklist: true })).not.toContain('deleted');
  expect(await check()).not.toContain('deleted');
  edit('Dockerfile', (text) => text.replace(/^ENTRYPOINT/m, 'USER 1000:1000\nENTRYPOINT'));
  await check({ checklist: true });
  expect(keysOf(read('CHECKLIST.md')).toSorted()).toEqual(keysOf(before).toSorted());
});

test('what people wrote stays, as do line ends; between the markers of a merge nothing is put back', async () => {
  edit('CHECKLIST.md', (text) =>
    text.replace(/(<!-- question:3 -->)\n/, '$1\n  - It lacks a library (M. Bee)\n').replaceAll('\n', '\r\n'),
  );
  remove('question:40');
  await check({ checklist: true });
  expect(rowOf('question:40')).toBeDefined();
  expect(read('CHECKLIST.md')).toContain('<!-- question:3 -->\r\n  - It lacks a library (M. Bee)\r\n');
  expect(read('CHECKLIST.md')).not.toMatch(/[^\r]\n/);
  remove('question:40');
  edit('CHECKLIST.md', (text) => text.replace('<!-- rows -->', '<!-- rows -->\r\n<<<<<<< yours'));
  await check({ checklist: true });
  expect(rowOf('question:40')).toBeUndefined();
  expect(await check()).toContain('lacks 1 row that somebody deleted: question 40. It comes back with');
});

test('a project without a record of what was rendered is checked as before', async () => {
  remove('question:40');
  writeFileSync(join(root, '.tre-container/baseline.json'), '{');
  expect(await check({ checklist: true })).not.toContain('deleted');
});
