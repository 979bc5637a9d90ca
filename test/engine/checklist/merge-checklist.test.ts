import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { updateChecklist } from '../../../src/engine/checklist/checklist.ts';
import { mergeText } from '../../../src/engine/upgrade/merge-text.ts';
import type { ChecklistEntry } from '../../../src/model/checklist/checklist.ts';

const root = join(import.meta.dirname, '../../..');
const today = (variant: string): string => readFileSync(join(root, 'test/golden', variant, 'CHECKLIST.md'), 'utf8');
const frozen = (variant: string): string =>
  readFileSync(join(root, 'test/history/0.1.0', variant, 'CHECKLIST.md'), 'utf8');
const rowOf = (text: string, key: string): string =>
  text.split('\n').find((line) => line.includes(`<!-- ${key} -->`)) ?? 'no such row';
const merge = (base: string, ours: string, theirs: string): ReturnType<typeof mergeText> =>
  mergeText(base, ours, theirs, 'checklist');

describe.each(['python-full', 'python-minimal', 'rocker-full', 'rapids-minimal'])(
  'the tables of 0.1.0 in %s',
  (variant) => {
    const [base, theirs] = [frozen(variant), today(variant)];

    test('give way to the new form where nobody wrote', () => {
      expect(merge(base, base, theirs).text).toBe(theirs);
    });

    test('keep every tick, word, note, row and chapter of a person', () => {
      const edited = base
        .replace(
          rowOf(base, 'question:2'),
          `${rowOf(base, 'question:2').replace('[ ]', '[x]')}\n> agreed on 2026-05-01\n| [ ] | Our own question | must | project | open |`,
        )
        .replace(
          rowOf(base, 'question:3'),
          rowOf(base, 'question:3').replace('<!-- wrote', 'The desktop has no GPU. <!-- wrote'),
        )
        .replace(rowOf(base, 'question:40'), '')
        .replace(
          rowOf(base, 'rule:no-data-files'),
          rowOf(base, 'rule:no-data-files').replace('Images leave', 'Ada asked about this. Images leave'),
        )
        .replace('## Requirements', '## Requirements\n\nRead with IG on 2026-06-01.')
        .replace(/\| Answers for the image \|.*\|/, '| Answers for the image | Grace Hopper |')
        .concat('\n## Our own notes\n\n- meeting on 2026-05-02\n');
      const { text, conflicts } = merge(base, edited, theirs);
      expect(conflicts).toEqual([]);
      expect(text).toMatch(
        /^- \[x\] \*\*must\*\* 2\. [^\n]*<!-- question:2 -->\n> agreed on 2026-05-01\n {2}- \[ \] Our own question — must — project — open$/m,
      );
      expect(text.indexOf('## Ticked by hand')).toBe(-1);
      expect(text).toMatch(/<summary>Ticked by hand \(1\)<\/summary>/);
      expect(rowOf(text, 'question:3')).toMatch(/^- \[ \] .* — The desktop has no GPU\. <!-- /);
      expect(text).not.toContain('<!-- question:40 -->');
      expect(text).toMatch(/<!-- rule:no-data-files -->\n {2}> Ada asked about this\. Images leave/);
      expect(text).toContain('| Answers for the image | Grace Hopper |');
      expect(text).toMatch(
        /\n\n## Notes\n\nRead with IG on 2026-06-01\.\n[^]*## Our own notes\n\n- meeting on 2026-05-02\n$/,
      );
      expect(updateChecklist(text, new Map())).toBe(text);
      // The same again, once the new form is what the project was made from.
      expect(merge(theirs, text, theirs).text).toBe(text);
    });
  },
);

const base = today('python-full');
const keys = [...base.matchAll(/<!-- ((?:rule|question):[^ ]+) -->/g)].map(([, key = '']) => key);
const entry: fc.Arbitrary<ChecklistEntry> = fc.record({
  state: fc.constantFrom('met', 'looked', 'mend', 'run', 'person', 'aside'),
  text: fc.constantFrom('', 'so it is', '`Dockerfile:7` so'),
});
const entries = fc.array(fc.tuple(fc.constantFrom(...keys), entry), { maxLength: 12 }).map((list) => new Map(list));
type Edit = (text: string, key: string, number: number) => string;
const replaceRow = (text: string, key: string, change: (row: string) => string): string =>
  text.replace(rowOf(text, key), () => change(rowOf(text, key)));
const edits: readonly Edit[] = [
  (text, key) => replaceRow(text, key, (row) => row.replace(/^- (?:\[ \] )?(?=\*\*)/, '- [x] ')),
  (text, key, number) => replaceRow(text, key, (row) => `${row}\n  > mine ${String(number)}`),
  (text, key, number) => replaceRow(text, key, (row) => row.replace('<!-- wrote', `mine ${String(number)} <!-- wrote`)),
  (text, key, number) => replaceRow(text, key, (row) => `${row} mine ${String(number)}`),
  (text, _, number) => `${text}\n## Mine ${String(number)}\n`,
];
const changes = fc.array(fc.tuple(fc.constantFrom(...edits), fc.constantFrom(...keys)), { maxLength: 6 });

const own = (written: string): string[] => [...written.matchAll(/mine \d/gi)].map(([word]) => word).toSorted();

test('whatever the tool renews on either side and a person writes, nothing collides, nothing of a person is lost, and all is in order', () => {
  fc.assert(
    fc.property(entries, entries, changes, ([...mine], [...yours], list) => {
      const renewed = updateChecklist(base, new Map(mine));
      const ours = list.reduce((text, [edit, key], index) => edit(text, key, index), renewed);
      const theirs = updateChecklist(base, new Map(yours));
      const { text, conflicts } = merge(base, ours, theirs);
      expect(conflicts).toEqual([]);
      expect(own(text)).toEqual(own(ours));
      expect([...text.matchAll(/<!-- (?:rule|question):/g)]).toHaveLength(keys.length);
      expect(updateChecklist(text, new Map())).toBe(text);
      const ticked = list.filter(([edit, key]) => edit === edits[0] && !rowOf(renewed, key).startsWith('- [x]'));
      expect(ticked.filter(([, key]) => !rowOf(text, key).startsWith('- [x]'))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

const reword = (text: string, word: string): string =>
  replaceRow(text, 'question:7', (row) => row.replace('Who signs off', word));

test('a row that both reworded collides alone, with both wordings', () => {
  const { text, conflicts } = merge(base, reword(base, 'Whoever approves'), reword(base, 'Which person approves'));
  expect(conflicts).toHaveLength(1);
  expect(text).toMatch(
    /<<<<<<< yours\n[^\n]*Whoever approves[^\n]*\n\|{7} previous template\n[^\n]*Who signs off[^\n]*\n=======\n[^\n]*Which person approves[^\n]*\n>>>>>>> new template\n/,
  );
  expect(updateChecklist(text, new Map())).toBe(text);
});

test('a row that stands twice is left to lines', () => {
  const twice = replaceRow(base, 'question:7', (row) => `${row}\n${row}`);
  expect(merge(base, twice, base).text).toBe(updateChecklist(twice, new Map()));
});
