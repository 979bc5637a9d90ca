import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/parse/dockerfile/dockerfile.ts';

const copied = (text: string): unknown[] =>
  parseDockerfile('Dockerfile', text).copiedImages.map(({ text: written, start, line, image, error }) => [
    written,
    text.slice(start, start + written.length),
    line,
    image?.tag,
    error,
  ]);

test('images of COPY and of the mounts of RUN, as they are written', () => {
  expect(
    copied(
      'FROM a:1\nCOPY --chown=0 \\\n  --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/\nRUN --mount=type=bind,from="quay.io/x/y:2",target=/y true\n',
    ),
  ).toEqual([
    ['ghcr.io/astral-sh/uv:0.9', 'ghcr.io/astral-sh/uv:0.9', 3, '0.9', undefined],
    ['quay.io/x/y:2', 'quay.io/x/y:2', 4, '2', undefined],
  ]);
});

test('stages by name, in any case, and by number are none; nor is what a command says', () => {
  expect(
    copied('FROM a:1 AS Build\nFROM b:1\nCOPY --from=build x y\nCOPY --from=0 x y\nRUN tool --from=c:1\n'),
  ).toEqual([]);
});

test('a variable, and what is no reference, are said', () => {
  expect(copied('FROM a:1\nCOPY --from=${X} x y\nCOPY --from=A:1 x y\n')).toEqual([
    ['${X}', '${X}', 2, undefined, 'depends on a variable'],
    ['A:1', 'A:1', 3, undefined, expect.stringMatching(/host|upper-case|lower/)],
  ]);
});
