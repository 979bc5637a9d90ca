import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeItems } from '../../../src/engine/upgrade/merge-items.ts';
import { mergeLines } from '../../../src/engine/upgrade/merge-lines.ts';
import { countAlike, isSoonCompared } from '../../../src/engine/upgrade/comparison-work.ts';
import type { TextLine } from '../../../src/engine/upgrade/text-lines.ts';
import { formatDiff } from '../../../src/report/upgrade/plan-diff.ts';

const lines = (texts: readonly string[]): readonly TextLine[] => texts.map((content) => ({ content, end: '\n' }));
const many = (count: number, textOf: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => textOf(index));
const one = (index: number): string => `package${String(index)}==1`;

test('texts of few different lines are too long to compare, those of people are not', () => {
  expect(isSoonCompared(many(20_000, one), many(20_000, one))).toBe(true);
  const readme = many(1500, (index) => (index % 3 === 0 ? '' : one(index)));
  expect(isSoonCompared(readme, readme)).toBe(true);
  expect(
    isSoonCompared(
      many(2000, () => 'a'),
      many(2000, () => 'a'),
    ),
  ).toBe(false);
  expect(isSoonCompared(many(200_000, one), [])).toBe(false);
});

test('a text that is too long is merged where it differs', () => {
  const same = many(4000, () => 'a');
  const chunks = mergeLines(
    lines([...same, 'x', ...same]),
    lines([...same, 'mine', ...same]),
    lines([...same, 'other', ...same]),
  );
  expect(chunks.map(({ kind }) => kind)).toEqual(['agreed', 'conflict', 'agreed']);
  const merged = mergeLines(
    lines([...same, 'x', 'y', ...same]),
    lines([...same, 'mine', 'y', ...same]),
    lines([...same, 'x', 'y', 'new', ...same]),
  );
  expect(merged).toEqual([{ kind: 'agreed', lines: lines([...same, 'mine', 'y', 'new', ...same]) }]);
});

const fewLines = (start: number): readonly string[] => many(6000, (index) => ((index + start) % 3 === 0 ? 'a' : 'b'));

test('what is too long even there is one conflict, with all of both sides', () => {
  const [base, ours, theirs] = [fewLines(0), fewLines(1), fewLines(2)];
  const chunks = mergeLines(lines(base), lines(ours), lines(theirs));
  const sideOf = (side: 'ours' | 'theirs'): readonly string[] =>
    chunks.flatMap((chunk) => (chunk.kind === 'agreed' ? chunk.lines : chunk[side]).map(({ content }) => content));
  expect(chunks.some(({ kind }) => kind === 'conflict')).toBe(true);
  expect([sideOf('ours'), sideOf('theirs')]).toEqual([ours, theirs]);
  expect(mergeLines(undefined, lines(ours), lines(theirs)).some(({ kind }) => kind === 'conflict')).toBe(true);
});

test('no line counts for the beginning and the end', () => {
  expect(
    countAlike([
      ['a', 'a'],
      ['a', 'a', 'a'],
    ]),
  ).toEqual({ head: 2, tail: 0 });
  expect(
    countAlike([
      ['a', 'x', 'b'],
      ['a', 'b'],
      ['a', 'y', 'z', 'b'],
    ]),
  ).toEqual({ head: 1, tail: 1 });
});

/** As it was written first, by going through all of them. */
function orderOf(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] | undefined {
  const isReordered = (side: readonly string[]): boolean => {
    const kept = base.filter((key) => side.includes(key));
    return side.filter((key) => base.includes(key)).some((key, index) => key !== kept[index]);
  };
  if (isReordered(ours) && isReordered(theirs)) return undefined;
  const [first, second] = isReordered(ours) ? [ours, theirs] : [theirs, ours];
  const order = [...first];
  for (const [index, key] of second.entries()) {
    if (order.includes(key)) continue;
    const before = second.slice(0, index).findLast((other) => order.includes(other));
    const at = before === undefined ? 0 : order.indexOf(before) + 1;
    const next = order.findIndex((each, place) => place >= at && base.includes(each));
    order.splice(next === -1 ? order.length : next, 0, key);
  }
  return order;
}

const splitLines = (all: readonly TextLine[]): { key: string; lines: readonly TextLine[] }[] =>
  all.map((line) => ({ key: line.content, lines: [line] }));

test('items of three lists come in the order that going through all of them gives', () => {
  const list = fc.uniqueArray(fc.constantFrom(...Array.from('abcdefghij')), { maxLength: 8 });
  fc.assert(
    fc.property(list, list, list, (base, ours, theirs) => {
      const seen: string[] = [];
      const merged = mergeItems(lines(base), lines(ours), lines(theirs), splitLines, (_, mine) => {
        seen.push(...mine.map(({ content }) => content));
        return [{ kind: 'agreed', lines: mine }];
      });
      const expected = orderOf(base, ours, theirs);
      expect(merged === undefined).toBe(expected === undefined);
      const found = (merged ?? []).flatMap((chunk) => (chunk.kind === 'agreed' ? chunk.lines : chunk.ours));
      const kept = (expected ?? []).filter(
        (key) =>
          (ours.includes(key) && (theirs.includes(key) || !base.includes(key))) ||
          (theirs.includes(key) && !base.includes(key) && !ours.includes(key)),
      );
      expect(found.map(({ content }) => content)).toEqual(kept);
    }),
    { numRuns: 2000 },
  );
});

const lettered = (letter: string, end: string): string =>
  many(2000, (index) => `${letter}${String(index)}`).join('\n') + end;

const fileOf = (written: string): { text: string; executable: boolean } => ({ text: written, executable: false });

test('of texts that share almost nothing the difference is all of both, as a patch that can be applied', () => {
  const plan = [
    {
      path: 'a.txt',
      action: 'update',
      reason: '',
      ownership: 'shared',
      current: fileOf(lettered('a', '\n')),
      next: fileOf(lettered('b', '')),
    },
  ];
  const diff = formatDiff(plan as never, false).split('\n');
  expect(diff.slice(0, 4)).toEqual(['--- a/a.txt', '+++ b/a.txt', '@@ -1,2000 +1,2000 @@', '-a0']);
  expect(diff.slice(-3)).toEqual(['+b1999', '\\ No newline at end of file', '']);
  expect(diff).toHaveLength(4004 + 1);
});
