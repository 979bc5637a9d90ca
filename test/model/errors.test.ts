import { expect, test } from 'vitest';
import { UserError } from '../../src/model/errors.ts';

test('a UserError names every problem with its place and remedy', () => {
  const error = new UserError({ what: 'is not a number', where: 'answer "port"', fix: 'use 8888' }, { what: 'second' });
  expect(error.message).toBe('answer "port": is not a number\n  To fix: use 8888\nsecond');
  expect(error.code).toBe(2);
});
