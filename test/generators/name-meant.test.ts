import { expect, test } from 'vitest';
import { nameMeant } from '../../generators/name-meant.ts';

test('a command behind a blank is named as Yeoman takes it', () => {
  expect(nameMeant(['check'])).toMatch(/the command is yo tre-container:check; such a folder is \.\/check/);
});

test.each([[[]], [['./check']], [['lung-ct']], [['check', 'other']]])('%j is a folder', (given) => {
  expect(nameMeant(given)).toBeUndefined();
});
