import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import { rules } from '../../../src/rules/index.ts';
import { factsOf } from '../../helpers/project.ts';

const files = (above: string, between: string) => ({
  Dockerfile: `FROM docker.io/library/python:3.13.16\n${above}<<<<<<< yours\n${between}||||||| previous template\nUSER 1000\nENTRYPOINT ["python", "/app/main.py"]\n=======\nENTRYPOINT ["python", "/app/run.py"]\n>>>>>>> new template\n`,
  'fit.py': 'print(1)\n',
});

test('lines between the markers of a merge have no finding of their own, and no fix', async () => {
  const { results } = check(
    await factsOf(files('COPY fit.py /app/\n', 'ENTRYPOINT ["python", "/app/fit.py"]\n')),
    rules,
  );
  const within = results.filter(({ location }) => location?.file === 'Dockerfile' && (location.line ?? 0) >= 3);
  const wrong = within.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
  expect(wrong.toSorted()).toEqual(['dockerfile-valid', 'no-conflict-markers']);
  const open = within.filter(({ verdict }) => verdict === 'unknown');
  expect(open.map(({ rule }) => rule)).toContain('image-complete');
  expect(new Set(open.map(({ reason }) => reason))).toEqual(
    new Set([
      'it rests on lines between the markers of an unfinished merge, some of which go',
      'Dockerfile holds an unfinished merge, so it builds no image',
    ]),
  );
  expect(open.flatMap(({ fix }) => fix ?? [])).toEqual([]);
});

test('what is wrong above the markers stays said', async () => {
  const { results } = check(await factsOf(files('MAINTAINER ann\nCOPY fit.py /app/\n', 'MAINTAINER bob\n')), rules);
  const said = results.filter(({ rule }) => rule === 'no-maintainer');
  expect(said.map(({ verdict, location }) => [verdict, location?.line])).toEqual([
    ['fail', 2],
    ['unknown', 4],
  ]);
});

test('nothing passes by a Dockerfile that holds an unfinished merge', async () => {
  const { results } = check(await factsOf(files('COPY fit.py /app/\nUSER app\n', 'ENV TMP=/scratch\n')), rules);
  const passed = results.filter(({ verdict }) => verdict === 'pass');
  expect(passed.filter(({ location }) => location === undefined || location.file === 'Dockerfile')).toEqual([]);
  expect(results.filter(({ verdict }) => verdict === 'unknown').map(({ rule }) => rule)).toContain('non-root-user');
});

const sides = (one: string, other: string): string =>
  `FROM docker.io/library/python:3.13.16\n<<<<<<< yours\n${one}||||||| before\nMAINTAINER eve\n=======\n${other}>>>>>>> new template\n`;

const verdictsOf = async (one: string, other: string): Promise<readonly string[]> => {
  const { results } = check(await factsOf({ Dockerfile: sides(one, other) }), rules);
  return results.filter(({ rule }) => rule === 'no-maintainer').map(({ verdict }) => verdict);
};

test('what both sides do wrong is wrong whichever is chosen', async () => {
  expect(await verdictsOf('MAINTAINER ann\n', 'MAINTAINER bob\n')).toContain('fail');
  expect(await verdictsOf('MAINTAINER ann\n', 'USER app\n')).toEqual(['unknown']);
});
