import { expect, test } from 'vitest';
import { carriesPage } from '../../../src/engine/answers/carries-page.ts';

const page = `<html><body>${Array.from({ length: 50 }, (_, at) => `row${String(at)}`).join(' ')}</body></html>`;

test.each([
  ['the page itself', page, page, true],
  ['with a line of its own', `Unauthorized ${page} at 10:31`, page, true],
  ['without some of it', page.replace('row1 row2 ', ''), page, true],
  ['its frame alone', '<html><body>Log in</body></html>', page, false],
  ['half of it', page.slice(0, page.length / 2), page, false],
  ['a short page as it is', 'ok\n', 'ok', true],
  ['a short page with more', 'not ok', 'ok', false],
  ['an empty page', '', '', false],
  ['with its letters as numbers', page.replaceAll(/./gs, (each) => `&#${String(each.codePointAt(0))};`), page, true],
  ['with places to break in each word', page.replaceAll('row', 'r<wbr>o&shy;w'), page, true],
  ['a number that is no character', `&#1114112; ${page}`, page, true],
])('%s', (_, refusal, opened, carries) => {
  expect(carriesPage(refusal, opened)).toBe(carries);
});
