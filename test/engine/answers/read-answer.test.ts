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
  [answer(401, { 'content-encoding': 'gzip' }, '...'), { veiled: 'it is encoded (gzip)' }],
  [answer(404, { 'content-encoding': 'gzip' }, '...'), { veiled: 'it is encoded (gzip)' }],
  [
    answer(302, { location: '/login', 'content-type': 'image/svg+xml' }),
    { veiled: 'it is no plain page (image/svg+xml)' },
  ],
  [answer(203, {}, '<title>JupyterLab</title>'), 'open'],
  [answer(204), 'unclear'],
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
  expect(readAnswer({ ...answer(401), isCut: true })).toMatchObject({ veiled: expect.any(String) as string });
});

const form = '<input type="password" name="password">';
test.each([
  ['/login?next=%2F', answer(200, {}, form), 'login'],
  ['/auth-sign-in', answer(200, {}, form), 'login'],
  ['/auth/home', answer(200, {}, '<h1>All patient data</h1>'), 'open'],
  ['/authors', answer(200, {}, form), 'unclear'],
  ['/lab', answer(200), 'open'],
  ['/login', answer(403), 'asks'],
  [
    '/login',
    answer(200, {}, `${form}<iframe srcdoc="a page">`),
    { veiled: 'it holds a page within the page (srcdoc)' },
  ],
] as const)('a redirect to %s, answered with %j, means %j', (path, given, meaning) => {
  expect(readLogin(path, given)).toEqual(meaning);
});
