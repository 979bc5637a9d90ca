import { expect, test } from 'vitest';
import { explainUnopened } from '../../../src/io/project/explain-unopened.ts';

function failure(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
}

test.each([
  ['EACCES', 'open', 'a/Dockerfile', 'permission denied (EACCES); allow it: chmod u+r a/Dockerfile'],
  ['EACCES', 'scandir', 'a/data', 'permission denied (EACCES); allow it: chmod u+rx a/data'],
  ['EACCES', 'stat', 'a/Dockerfile', 'permission denied (EACCES); allow it: chmod u+x a'],
  ['EACCES', 'realpath', 'Dockerfile', 'permission denied (EACCES); allow it: chmod u+x .'],
  ['EIO', 'read', 'Dockerfile', 'the disk reports an error (EIO); check the disk, then run the same command again'],
  ['ENXIO', 'open', 'Dockerfile', 'ENXIO: open'],
])('%s of %s says what to do', (code, syscall, path, text) => {
  expect(explainUnopened(failure(code, syscall), path)).toBe(text);
});

test.each([
  ["it's mine", String.raw`'it'\''s mine'`],
  ['-rf', './-rf'],
  ['$(rm -rf .)', `'$(rm -rf .)'`],
])('the command takes %s as one word', (path, word) => {
  expect(explainUnopened(failure('EACCES', 'open'), path)).toBe(
    `permission denied (EACCES); allow it: chmod u+r ${word}`,
  );
});
