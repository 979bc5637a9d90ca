import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Words that an expression lists before it becomes a set, one entry a line, in which a diff shows what came. */
const most = 8;

test('no expression is a long list of words', () => {
  const root = join(import.meta.dirname, '..', 'src');
  const list = new RegExp(String.raw`/\^\(\?:(?:[\w.@+-]|\\[.-])+(?:\|(?:[\w.@+-]|\\[.-])+){${String(most)},}\)\$/`);
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    // Entries of the atlas are held to what a library's own code says, expressions as they are.
    .filter((file) => file.endsWith('.ts') && !file.startsWith(join('catalog', 'atlas')))
    .filter((file) => list.test(readFileSync(join(root, file), 'utf8')));
  expect(found).toEqual([]);
});
