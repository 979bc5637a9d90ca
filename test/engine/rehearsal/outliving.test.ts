import { expect, test } from 'vitest';
import { lacksShell, readOutlived, watchEnd } from '../../../src/engine/rehearsal/outliving.ts';

const mark = '0123456789abcdef';

test('the shell is given the program as it is written', () => {
  const { entrypoint, arguments: words } = watchEnd(['python3', '-c', 'a "b" $c'], mark);
  expect([entrypoint, words[0], ...words.slice(2)]).toEqual(['sh', '-c', mark, 'python3', '-c', 'a "b" $c']);
});

test('a word that the program prints itself takes nothing back, and names are shown only where they have a plain form', () => {
  const forged = `a\n${mark}: evil <b>.\nb\n${mark}:.\nc\n`;
  expect(readOutlived(forged, mark)).toEqual({ log: 'abc\n', outlived: ['evil', 'one with an odd name'] });
  expect(readOutlived('a\n', mark)).toEqual({ log: 'a\n' });
});

test.each([
  'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "sh": executable file not found in $PATH: unknown',
  'Error: crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
])('an image without a shell is told from one whose program is missing: %s', (words) => {
  expect(lacksShell(words)).toBe(true);
  expect(lacksShell(words.replaceAll('sh', 'zsh').replace('"zsh"', '"tool"').replace('`zsh`', '`tool`'))).toBe(false);
});
