import { expect, test } from 'vitest';
import { spellCommand, spellCommands } from '../../../src/model/text/spell-commands.ts';

test.each([
  ['tre-container', 'run tre-container upgrade --undo'],
  ['npx tre-container@0.2.0', 'run npx tre-container@0.2.0 upgrade --undo'],
  ['yo tre-container', 'run yo tre-container:upgrade --undo'],
])('started by %s, a message names what can be typed', (program, said) => {
  expect(spellCommands('run tre-container upgrade --undo', program)).toBe(said);
});

test('yo has no name for create', () => {
  expect(spellCommand('create', 'yo tre-container')).toBe('yo tre-container');
});

test.each([
  'npx tre-container check',
  'the package tre-container',
  'generator-tre-container upgrade',
  './tre-container pin',
])('%s is left as it is', (text) => {
  expect(spellCommands(text, 'yo tre-container')).toBe(text);
});

test.each(['npx --yes -p /a/x.tgz tre-container', '/a/node_modules/.bin/tre-container', 'tre-container'])(
  'what is spelt for %s stays when it is spelt once more',
  (program) => {
    const once = spellCommands('run tre-container pin, then tre-container check', program);
    expect(once).toBe(`run ${program} pin, then ${program} check`);
    expect(spellCommands(once, program)).toBe(once);
  },
);
