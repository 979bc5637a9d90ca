import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/parse/dockerfile/dockerfile.ts';
import { placeCopies } from '../../../src/parse/project/placed-copies.ts';

const place = (lines: readonly string[], paths: readonly string[], workdir = ''): ReturnType<typeof placeCopies> =>
  placeCopies(
    parseDockerfile('Dockerfile', `${lines.join('\n')}\n`),
    ['Dockerfile', ...paths].map((path) => ({ path, size: 1, executable: false })),
    ['Dockerfile', ...paths],
    workdir,
  );
const from = 'FROM docker.io/library/python:3.13';

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['a folder', ['COPY src/ /app/'], ['/app/a.py', '/app/b/c.py']],
  ['a file by its place, or in a folder of that name', ['COPY src/a.py /app/main'], ['/app/main/a.py|/app/main']],
  ['a file into a folder', ['COPY src/a.py /app/'], ['/app/a.py']],
  ['several', ['COPY src/a.py src/b /app'], ['/app/a.py', '/app/c.py']],
  ['the folder in force', ['WORKDIR /work', 'COPY src/a.py .'], ['/work/a.py']],
  ['the image’s own folder', ['COPY src/a.py ./'], ['/home/a.py']],
  ['a pattern', ['COPY src/*.py /app/'], ['/app/a.py']],
  ['a pattern that fits a folder', ['COPY sr* /app/'], ['/app/a.py', '/app/b/c.py']],
  ['one copied over another', ['COPY src/a.py /app/a.py', 'COPY other/a.py /app/'], ['/app/a.py']],
])('%s', (_, lines, places) => {
  const found = place([from, ...lines], ['src/a.py', 'src/b/c.py', 'other/a.py'], '/home');
  expect(found?.placed.map((each) => each.places.join('|'))).toEqual(places);
});

test('what another stage got is found where the image takes it from there, and is named where that is not told', () => {
  const found = place(
    [
      `${from} AS made`,
      'COPY a.py b.c /m/',
      'RUN cc -o /m/b /m/b.c',
      from,
      'COPY --from=made /m/a.py /app/a.py',
      'COPY --from=made /m/b /app/b',
    ],
    ['a.py', 'b.c'],
  );
  expect(found).toEqual({
    placed: [{ path: 'a.py', places: ['/app/a.py/a.py', '/app/a.py'] }],
    folders: [],
    unplaced: ['b.c'],
  });
});

test.each([
  ['an archive that is unpacked', 'ADD x.tar.gz /app/'],
  ['a place that a variable names', 'COPY x.tar.gz $WHERE/'],
  ['parents that are kept', 'COPY --parents x.tar.gz /app/'],
  ['what a RUN mounts', 'RUN --mount=type=bind,target=/x tar xf /x/x.tar.gz'],
])('of %s nobody can tell', (_, line) => {
  expect(place([from, line], ['x.tar.gz'])).toEqual({ placed: [], folders: [], unplaced: ['x.tar.gz'] });
});

test('what a later RUN takes away is known, and what an earlier one did is not counted', () => {
  const lines = [from, 'RUN rm -rf /app/*', 'COPY a.txt b.txt /app/', 'RUN pip install -r /app/a.txt && rm /app/a.txt'];
  expect(place(lines, ['a.txt', 'b.txt'])?.placed).toEqual([
    { path: 'a.txt', places: ['/app/a.txt'], removedBy: 4 },
    { path: 'b.txt', places: ['/app/b.txt'] },
  ]);
});

test('a folder of the project’s own is looked through, one of the base is not', () => {
  expect(place([from, 'COPY a/ /app/', 'COPY a/ /app/b/', 'COPY a/ /usr/local/bin/'], ['a/x'])?.folders).toEqual([
    '/app',
  ]);
});
