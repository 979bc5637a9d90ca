import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Plan } from '../../../src/model/upgrade/plan.ts';
import { formatDiff } from '../../../src/report/upgrade/plan-diff.ts';
import { formatPlan } from '../../../src/report/upgrade/plan-text.ts';

const file = (text: string): { text: string; executable: false } => ({ text, executable: false });
const plan: Plan = [
  { path: 'a.txt', action: 'create', reason: 'new', ownership: 'shared', next: file('one\ntwo\n') },
  {
    path: 'folder/b.txt',
    action: 'update',
    reason: 'the template changed',
    ownership: 'shared',
    current: file('old\nsame\n'),
    next: file('new\nsame'),
  },
  { path: 'c.txt', action: 'delete', reason: 'dropped', ownership: 'shared', current: file('gone\n') },
  { path: 'd.txt', action: 'unchanged', reason: 'as the template has it', ownership: 'shared', current: file('d\n') },
];

test('a plan is one line a file with its reason; the unchanged are counted', () => {
  expect(formatPlan(plan, false)).toBe(
    [
      '  create    a.txt',
      '  update    folder/b.txt  the template changed',
      '  delete    c.txt         dropped',
      '  1 unchanged',
      '',
    ].join('\n'),
  );
});

test('colour changes nothing but escape sequences', () => {
  const painted = formatPlan(plan, true);
  expect(painted).toContain('\u001B[');
  expect(stripVTControlCharacters(painted)).toBe(formatPlan(plan, false));
});

test('git applies the diff, to the letter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  execFileSync('mkdir', [join(folder, 'folder')]);
  writeFileSync(join(folder, 'folder/b.txt'), 'old\nsame\n');
  writeFileSync(join(folder, 'c.txt'), 'gone\n');
  execFileSync('git', ['apply', '-'], { cwd: folder, input: formatDiff(plan, false) });
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one\ntwo\n');
  expect(readFileSync(join(folder, 'folder/b.txt'), 'utf8')).toBe('new\nsame');
  rmSync(folder, { recursive: true });
});

test('among our colours those of a file do not act', () => {
  const escape = '\u001B';
  const shown = formatDiff(
    [
      {
        path: 'a.txt',
        action: 'update',
        reason: 'r',
        ownership: 'shared',
        current: file(`${escape}[30mhidden\n`),
        next: file(`${escape}[8mx\n`),
      },
    ],
    true,
  );
  expect(shown).toContain(String.raw`\u001b[30mhidden`);
  expect(shown).not.toContain(`${escape}[30m`);
  expect(shown).not.toContain(`${escape}[8m`);
  expect(shown).toContain(`${escape}[31m`);
});

const merge = (path: string): Plan[number] => ({
  path,
  action: 'merge',
  reason: 'both changed',
  ownership: 'shared',
});

test('one long path does not move the reasons of all', () => {
  const lines = formatPlan([merge('a.txt'), merge('rehearsal/safe_data/measurements.csv')], false).split('\n');
  expect(lines[0]).toBe(`  merge     ${'a.txt'.padEnd(28)}  both changed`);
  expect(lines[1]).toBe('  merge     rehearsal/safe_data/measurements.csv  both changed');
});
