import { expect, test } from 'vitest';
import { mostDockerfileWork, workOfDockerfile } from '../../../src/parse/dockerfile/dockerfile-work.ts';
import { parseDockerfile } from '../../../src/parse/dockerfile/dockerfile.ts';
import { readDockerfiles } from '../../../src/parse/project/read-dockerfiles.ts';

const read = (texts: readonly string[]): (string | undefined)[] => {
  const files = texts.map((text, at) => ({
    path: `d${String(at)}/Dockerfile`,
    size: text.length,
    executable: false,
    text,
  }));
  return readDockerfiles(files, { files, builds: [], pushed: [] }, {}).map(({ unread }) => unread);
};
const of = (work: number): string => `FROM a:1\nMAINTAINER ${'a '.repeat(work - 13)}\n`;

test('lines that are no comments, commands and words are counted', () => {
  expect(workOfDockerfile('FROM a:1\n')).toBe(5 + 2);
  expect(workOfDockerfile('# a comment; with (much) in it\n\n   # more\nFROM a:1')).toBe(5 + 2);
  expect(workOfDockerfile('RUN a && b | c; d\n')).toBe(5 + 7 + 4 * 5);
  expect(workOfDockerfile(of(1000))).toBe(1000);
  expect(workOfDockerfile('')).toBe(0);
});

test('a Dockerfile that is more than any build is not read, and says so', () => {
  expect(parseDockerfile('Dockerfile', of(mostDockerfileWork)).unread).toBeUndefined();
  const large = parseDockerfile('Dockerfile', `FROM a:1\nRUN ${'a;'.repeat(mostDockerfileWork / 5)}\n`);
  expect(large).toMatchObject({ instructions: [], unread: expect.stringContaining('than any build') });
});

test('what all Dockerfiles of a target hold is counted together, and those beyond are named', () => {
  const half = of(mostDockerfileWork / 2);
  expect(read([half, half])).toEqual([undefined, undefined]);
  expect(read([half, half, 'FROM a:1\n'])).toEqual([
    undefined,
    undefined,
    'it and the Dockerfiles before it have more lines, commands and words than are read at once: check it alone, or fewer together',
  ]);
});

test('the patterns of all Dockerfiles are counted together', () => {
  const ignore = { size: 1, executable: false, text: '*a'.repeat(1000) };
  const files = Array.from({ length: 60 }, (_, at) => [
    { path: `Dockerfile.${String(at)}`, size: 1, executable: false, text: 'FROM a:1\nCOPY . /\n' },
    { path: `Dockerfile.${String(at)}.dockerignore`, ...ignore },
    { path: `${'a'.repeat(200)}${String(at)}`, size: 1, executable: false, text: '' },
  ]).flat();
  const found = files.filter(({ text }) => text.startsWith('FROM'));
  const unread = readDockerfiles(found, { files, builds: [], pushed: [] }, {}).map((each) => each.unread);
  expect(unread[0]).toBeUndefined();
  expect(unread.at(-1)).toContain('those of the Dockerfiles before it have too many patterns');
});
