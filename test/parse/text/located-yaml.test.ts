import { expect, test } from 'vitest';
import { readYaml, type LocatedNode } from '../../../src/parse/text/located-yaml.ts';

function only(text: string): LocatedNode {
  const read = readYaml(text);
  if ('problem' in read || read.documents[0] === undefined) throw new Error('one document was expected');
  return read.documents[0];
}

test('every value knows its line; scalars are texts, null is none', () => {
  const root = only('a: 1\nb:\n  - x\n  - true\nc: ~\n');
  expect([...root.entries].map(([key, { line, text }]) => [key, line, text])).toEqual([
    ['a', 1, '1'],
    ['b', 3, undefined],
    ['c', 5, undefined],
  ]);
  expect(root.entries.get('b')?.items.map(({ line, text }) => [line, text])).toEqual([
    [3, 'x'],
    [4, 'true'],
  ]);
});

test('a block text counts its lines from the one after its mark; another from its own', () => {
  const root = only('run: |\n  one\n  two\nsay: "one"\n');
  const run = root.entries.get('run');
  expect([run?.lineAt(0), run?.lineAt(4), root.entries.get('say')?.lineAt(0)]).toEqual([2, 3, 4]);
});

test('aliases and merge keys are followed; what a mapping says itself wins', () => {
  const root = only('base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nsame: *b\nboth: {<<: [*b, {x: 9, z: 9}]}\n');
  expect(
    [...(root.entries.get('use')?.entries ?? [])].map(([key, { text }]) => `${key}=${text ?? ''}`).toSorted(),
  ).toEqual(['x=1', 'y=3']);
  expect(
    [...(root.entries.get('both')?.entries ?? [])].map(([key, { text }]) => `${key}=${text ?? ''}`).toSorted(),
  ).toEqual(['x=1', 'y=2', 'z=9']);
  expect(root.entries.get('same')?.entries.get('x')?.text).toBe('1');
});

test('several documents', () => {
  const read = readYaml('a: 1\n---\nb: 2\n');
  expect('documents' in read && read.documents.map(({ entries }) => [...entries.keys()])).toEqual([['a'], ['b']]);
});

test('broken text is a problem with its line; aliases that multiply are one too', () => {
  expect(readYaml('a: 1\nb: [x\nc: 2\n')).toEqual({
    problem: { reason: expect.not.stringMatching(/at line|\n/), line: expect.any(Number) },
  });
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 8 },
      (_, at) =>
        `a${String(at + 1)}: &a${String(at + 1)} [${Array.from({ length: 10 }, () => `*a${String(at)}`).join(', ')}]`,
    ),
  ].join('\n');
  expect(readYaml(bomb)).toEqual({ problem: { reason: expect.any(String) } });
});
