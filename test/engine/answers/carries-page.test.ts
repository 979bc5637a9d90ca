import { expect, test } from 'vitest';
import { carriesPage } from '../../../src/engine/answers/carries-page.ts';

const page = `<html><body>${Array.from({ length: 50 }, (_, at) => `row${String(at)}`).join(' ')}</body></html>`;

const named = Array.from({ length: 50 }, (_, at) => `patient${String(100 + at)}`).join(' ');
const manyRows = Array.from({ length: 1000 }, (_, at) => `row${String(at)}`).join(' ');

test.each([
  ['the page itself', page, page, true],
  ['with a line of its own', `Unauthorized ${page} at 10:31`, page, true],
  ['without some of it', page.replace('row1 row2 ', ''), page, true],
  ['its frame alone', '<html><body>Log in</body></html>', page, false],
  ['a third of it', page.slice(0, page.length / 3), page, false],
  ['more than half of it', page.slice(0, page.length * 0.6), page, true],
  ['a lot, and a small part of it', manyRows.slice(0, 1500), manyRows, true],
  ['a short page as it is', 'ok\n', 'ok', true],
  ['a short page with more', 'not ok', 'ok', false],
  ['an empty page', '', '', false],
  ['with its letters as numbers', page.replaceAll(/./gs, (each) => `&#${String(each.codePointAt(0))};`), page, true],
  ['with places to break in each word', page.replaceAll('row', 'r<wbr>o&shy;w'), page, true],
  ['with marks around each letter', named.replaceAll(/[a-z\d](?=[a-z\d]* )/g, '<b>$&</b><!---->'), named, true],
  ['with what nobody sees in each word', named.replaceAll('tient', 'tie<script>q</script>nt'), named, true],
  ['with a name of no width in each word', named.replaceAll('tient', 'tie&ic;nt'), named, true],
  ['in capitals', named.toUpperCase(), named, true],
  ['with letters of no width', named.replaceAll('n', 'n\u200B\u2060\uFEFF'), named, true],
  [
    'in letters of another width',
    named.replaceAll(/[a-z]/g, (each) => String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0)),
    named,
    true,
  ],
  ['a number that is no character', `&#1114112; ${page}`, page, true],
])('%s', (_, refusal, opened, carries) => {
  expect(carriesPage(refusal, opened)).toBe(carries);
});
