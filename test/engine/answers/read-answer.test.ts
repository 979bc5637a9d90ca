import { expect, test } from 'vitest';
import { readAnswer } from '../../../src/engine/answers/read-answer.ts';

const answer = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): { status: number; headers: Readonly<Record<string, string>>; body: string } => ({ status, headers, body });

test.each([
  ['/api/contents', answer(403), 'asks'],
  ['/', answer(401), 'asks'],
  ['/', answer(302, { location: '/login?next=%2F' }), { redirect: '/login?next=%2F' }],
  ['/', answer(302, { location: 'http://localhost:8888/lab' }), { redirect: '/lab' }],
  ['/', answer(302, { location: 'lab' }), 'unclear'],
  ['/login?next=%2F', answer(200, {}, '<input name="password">'), 'asks'],
  ['/auth-sign-in', answer(200), 'asks'],
  ['/', answer(200, {}, '<form><input name="p" type="password"></form>'), 'asks'],
  ['/lab', answer(200, {}, '<title>JupyterLab</title>'), 'open'],
  ['/authors', answer(200), 'open'],
  ['/', answer(404), 'unclear'],
  ['/', answer(500), 'unclear'],
] as const)('%s answered with %j means %j', (path, given, meaning) => {
  expect(readAnswer(path, given)).toEqual(meaning);
});
