import { expect, test } from 'vitest';
import { readAnswer, readLogin } from '../../../src/engine/answers/read-answer.ts';

const answer = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): { status: number; headers: Readonly<Record<string, string>>; body: string } => ({ status, headers, body });

test.each([
  [answer(403), 'asks'],
  [answer(401), 'asks'],
  [answer(401, { 'content-encoding': 'identity', 'content-length': '12' }, 'unauthorized'), 'asks'],
  [answer(401, { 'content-encoding': 'gzip' }, '...'), 'unclear'],
  [answer(403, { 'content-length': '20000000' }, 'a page'), 'unclear'],
  [answer(302, { location: '/login?next=%2F' }), { redirect: '/login?next=%2F' }],
  [answer(302, { location: 'http://localhost:8888/lab' }), { redirect: '/lab' }],
  [answer(302, { location: 'lab' }), 'unclear'],
  [answer(200, {}, '<form><input name="p" type="password"></form>'), 'unclear'],
  [answer(200, {}, '<title>JupyterLab</title>'), 'open'],
  [answer(404), 'unclear'],
  [answer(500), 'unclear'],
] as const)('%j means %j', (given, meaning) => {
  expect(readAnswer(given)).toEqual(meaning);
});

test('a refusal of which only the beginning was read is none', () => {
  expect(readAnswer(answer(401, {}, ' '.repeat(65_536)))).toBe('unclear');
});

const form = '<input type="password" name="password">';
test.each([
  ['/login?next=%2F', answer(200, {}, form), 'login'],
  ['/auth-sign-in', answer(200, {}, form), 'login'],
  ['/auth/home', answer(200, {}, '<h1>All patient data</h1>'), 'open'],
  ['/authors', answer(200, {}, form), 'unclear'],
  ['/lab', answer(200), 'open'],
  ['/login', answer(403), 'asks'],
] as const)('a redirect to %s, answered with %j, means %j', (path, given, meaning) => {
  expect(readLogin(path, given)).toEqual(meaning);
});
