import fc from 'fast-check';
import { expect, test } from 'vitest';
import { updateChecklist } from '../../../src/engine/checklist/checklist.ts';
import { newRow, printRow, readRow } from '../../../src/engine/checklist/checklist-row.ts';
import type { ChecklistEntry } from '../../../src/model/checklist/checklist.ts';

const state = fc.constantFrom('met', 'mend', 'run', 'person', 'aside');
const words = fc.constantFrom('', 'it is so', "somebody's own words", '`Dockerfile:5` it is so');
const entry: fc.Arbitrary<ChecklistEntry> = fc.oneof(fc.record({ state }), fc.record({ state, text: words }));
const row = fc.tuple(
  entry,
  fc.constantFrom('[ ]', '[x]', '[X]', '[-]', undefined),
  words,
  fc.constantFrom('as written', 'reworded', 'never written'),
);

test('whoever wrote a row, renewing it once is enough', () => {
  fc.assert(
    fc.property(row, entry, ([first, box, own, kind], next) => {
      const written = printRow('rule:a', ['must', 'A'], first);
      const reworded =
        kind === 'as written' ? written : written.replace(/(?<=A)(?: — .*?)?(?= <!-- )/, own === '' ? '' : ` — ${own}`);
      const unmarked = kind === 'never written' ? reworded.replace(/<!-- wrote:\w+:\w+ --> /, '') : reworded;
      const ticked = box === undefined ? unmarked : unmarked.replace(/^- (?:\[.\] )?/, `- ${box} `);
      const entries = new Map([['rule:a', next]]);
      const once = updateChecklist(ticked, entries);
      expect(updateChecklist(once, entries)).toBe(once);
    }),
  );
});

test('what a new row says of itself is what is read in its line', () => {
  const force = fc.constantFrom('must', 'should', 'may', 'asked');
  const any = fc.oneof(fc.record({ state: fc.constantFrom('looked', 'met', 'mend', 'run', 'person', 'aside') }), entry);
  fc.assert(
    fc.property(force, any, fc.constantFrom('A', '3. A? Or B', '[A](https://a/b.md)'), (first, each, asked) => {
      const { line, row: told } = newRow('rule:a', [first, asked], each);
      const { cells, ...read } = readRow(line) ?? {};
      const { cells: own, ...others } = told;
      expect(read).toMatchObject(others);
      expect(cells?.[0]).toBe(own[0]);
    }),
  );
});

test.each(['[no]', '[n]', '[0]', '[?]', '[]', '[\u00A0]', '[\t]', '[\u3000]', '[\u200B]', '[__]'])(
  'a box that says no, or shows nothing, is not ticked: %s',
  (box) => {
    const written = printRow('question:2', ['must', '2. Has it been agreed?'], { state: 'person' });
    expect(readRow(written.replace('[ ]', box))?.box).toBe(' ');
  },
);

test.each(['[x]', '[ x ]', '[\u2713]', '[yes]'])('a box that is ticked in another way still is: %s', (box) => {
  const written = printRow('question:2', ['must', '2. Has it been agreed?'], { state: 'person' });
  expect(readRow(written.replace('[ ]', box))?.box).toBe('x');
});
