import { expect, test } from 'vitest';
import { mergeText } from '../../../src/engine/upgrade/merge-text.ts';

interface Entry {
  readonly name: string;
  readonly source: { readonly repository: string; readonly revision: string };
  readonly files: readonly string[];
  readonly allow?: string;
}

const entry = (repository: string, filled: Partial<Entry> = {}): Entry => ({
  name: repository.replace(/^.*\//, ''),
  source: { repository, revision: 'main' },
  files: [],
  ...filled,
});
const fetched = (repository: string): Entry =>
  entry(repository, { source: { repository, revision: 'c0ffee' }, files: ['a.bin'], allow: 'reviewed by Nora' });
const print = (...models: readonly Entry[]): string => `${JSON.stringify({ version: 1, models }, undefined, 2)}\n`;
const merge = (base: string, ours: string, theirs: string): unknown => {
  const { text, conflicts } = mergeText(base, ours, theirs, 'json');
  return conflicts.length > 0 ? 'conflict' : JSON.parse(text);
};
const models = (...list: readonly Entry[]): unknown => ({ version: 1, models: list });

test('a new model in front of one that was fetched has nothing of it', () => {
  expect(merge(print(entry('a/old')), print(fetched('a/old')), print(entry('b/new'), entry('a/old')))).toEqual(
    models(entry('b/new'), fetched('a/old')),
  );
  expect(merge(print(entry('a/old')), print(fetched('a/old')), print(entry('a/old'), entry('b/new')))).toEqual(
    models(fetched('a/old'), entry('b/new')),
  );
});

test('a model in the place of one that was fetched has nothing of it', () => {
  expect(merge(print(entry('a/old')), print(fetched('a/old')), print(entry('b/new')))).toEqual(models(entry('b/new')));
  expect(merge(print(entry('a/old')), print(fetched('a/old')), print())).toEqual(models());
});

test('also where a person wrote the list in a form of their own', () => {
  const typed = print(fetched('a/old')).replace(/\[\s+"a\.bin"\s+\]/, '["a.bin"]');
  expect(merge(print(entry('a/old')), typed, print(entry('b/new'), entry('a/old')))).toEqual(
    models(entry('b/new'), fetched('a/old')),
  );
});

test('what a person added or took out stays so, and another name of the same model keeps what was fetched', () => {
  const own = entry('c/own', { allow: 'mine' });
  expect(
    merge(print(entry('a/old'), entry('b/two')), print(fetched('a/old'), own), print(entry('a/old'), entry('b/two'))),
  ).toEqual(models(fetched('a/old'), own));
  const renamed = entry('a/old', { name: 'a-old' });
  expect(merge(print(entry('a/old')), print(fetched('a/old')), print(renamed))).toEqual(
    models({ ...fetched('a/old'), name: 'a-old' }),
  );
});

test('another revision of a model that was fetched is one entry, of which nothing is fetched', () => {
  const another = entry('a/old', { source: { repository: 'a/old', revision: 'v2' } });
  expect(merge(print(entry('a/old')), print(fetched('a/old')), print(another))).toEqual(models(another));
});

test('models that change places keep each what was fetched of it', () => {
  const [before, ours] = [print(entry('a/old'), entry('b/two')), print(fetched('a/old'), entry('b/two'))];
  expect(merge(before, ours, print(entry('b/two'), entry('a/old')))).toEqual(models(entry('b/two'), fetched('a/old')));
});

test('what a person and the answers both changed collides', () => {
  const [mine, theirs] = [entry('a/old', { name: 'mine' }), entry('a/old', { name: 'theirs' })];
  expect(merge(print(entry('a/old')), print(mine), print(theirs))).toBe('conflict');
});
