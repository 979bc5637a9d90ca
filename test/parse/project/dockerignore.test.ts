import { expect, test } from 'vitest';
import { parseDockerignore } from '../../../src/parse/project/dockerignore.ts';

test.each<[string, string[], string[]]>([
  ['*\n!src\n!Dockerfile', ['data.csv', 'srcx'], ['src/main.py', 'Dockerfile']],
  ['*.csv', ['a.csv'], ['sub/a.csv']],
  ['**/*.csv', ['a.csv', 'sub/deep/a.csv'], ['a.csvx']],
  ['data', ['data', 'data/x/y'], ['sub/data', 'database']],
  ['/data/', ['data/x'], []],
  ['data\n!data/keep.txt', ['data/x'], ['data/keep.txt']],
  ['# comment\n\n  secret  ', ['secret'], ['comment']],
  ['a?c', ['abc'], ['a/c', 'ac']],
  ['[a-c].txt', ['b.txt'], ['d.txt']],
  ['./x/../y', ['y'], ['x']],
  ['!x\nx', ['x'], []],
  ['a.b', ['a.b'], ['axb']],
  ['[z-a]', [], ['z']],
  ['x/**', ['x/y', 'x/y/z'], ['y']],
])('%j', (text, left, kept) => {
  const ignored = parseDockerignore(text);
  for (const path of left) expect.soft(ignored(path), path).toBe(true);
  for (const path of kept) expect.soft(ignored(path), path).toBe(false);
});
