import fc from 'fast-check';
import { expect, test } from 'vitest';
import { updateChecklist } from '../../../src/engine/checklist/checklist.ts';
import { printRow } from '../../../src/engine/checklist/checklist-row.ts';
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
