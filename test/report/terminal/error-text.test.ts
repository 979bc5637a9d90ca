import { expect, test } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { formatError } from '../../../src/report/terminal/error-text.ts';

const program = { version: '1.2.3', system: 'Node v20, linux x64', debug: false };

test('one problem stands alone; several are counted', () => {
  expect(
    formatError(
      new UserError({ what: 'is empty', where: 'a.yml', why: 'Nothing can be made of it.', fix: 'fill it' }),
      program,
      false,
    ),
  ).toBe('error a.yml: is empty\n  Nothing can be made of it.\n  To fix: fill it\n');
  expect(formatError(new UserError({ what: 'one' }, { what: 'two' }), program, false)).toBe(
    '2 problems\nerror one\nerror two\n',
  );
});

test('colour is only added where the terminal takes it', () => {
  const error = new UserError({ what: 'is empty', where: 'a.yml' });
  expect(formatError(error, program, true)).toContain('\u001B[');
  expect(formatError(error, program, false)).not.toContain('\u001B');
});

test('what a file name or an answer brings along is not obeyed by the terminal', () => {
  const text = formatError(new UserError({ what: 'is\u001B[2J bad\u009B', where: 'a\nb\u202E.yml' }), program, false);
  expect(text).toBe(String.raw`error a\u000ab\u202e.yml: is\u001b[2J bad\u009b` + '\n');
});

test('a fault of our own says so, with versions, and shows its stack only when asked', () => {
  const fault = new TypeError('x is not a function');
  expect(formatError(fault, program, false)).toContain(
    'internal error TypeError: x is not a function\n  This is a fault of generator-tre-container 1.2.3 (Node v20, linux x64), not yours.',
  );
  expect(formatError(fault, program, false)).not.toContain('    at ');
  expect(formatError(fault, { ...program, debug: true }, false)).toContain(import.meta.url.split('/').at(-1) ?? '');
  expect(formatError('text', program, false)).toContain('internal error text');
});

test('a package that is not installed beside it is no fault of ours', () => {
  const error = new Error("Cannot find package 'inquirer' imported from /opt/package/dist/bin/tre-container.js");
  expect(formatError(error, program, false)).toContain(
    'the package inquirer, which generator-tre-container 1.2.3 needs',
  );
  const own = new Error("Cannot find module '/opt/package/dist/x.js' imported from /opt/package/dist/main.js");
  expect(formatError(own, program, false)).toContain('internal error');
  const wide = formatError(new TypeError('x is not a function'), { ...program, wrapAt: 40 }, false);
  for (const line of wide.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});
