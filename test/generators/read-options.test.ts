import { expect, test } from 'vitest';
import { readOptions } from '../../generators/read-options.ts';
import { checkDefinition } from '../../src/commands/check/check-definition.ts';
import { createDefinition } from '../../src/commands/create/create-definition.ts';

/** As yo hands them over: every option in both spellings, and what Yeoman adds itself. */
const ofYeoman = {
  sharedData: {},
  forwardErrorToEnvironment: false,
  skipLocalCache: true,
  env: {},
  resolved: '/x',
  namespace: 'tre-container:app',
  _meta: {},
  destinationRoot: 'w',
  'destination-root': 'w',
};
const read = (options: object) => readOptions(createDefinition, { ...ofYeoman, ...options });

test('options come by the names that commands know, once each', () => {
  expect(
    read({
      answers: 'a.yml',
      dryRun: true,
      'dry-run': true,
      onConflict: 'overwrite',
      'on-conflict': 'overwrite',
      set: 'a=b',
    }),
  ).toEqual({ answers: 'a.yml', 'dry-run': true, 'on-conflict': 'theirs', set: ['a=b'] });
});

test('an option that begins with `no-` comes as Yeoman reads it', () => {
  expect(readOptions(checkDefinition, { ...ofYeoman, waivers: false })).toEqual({ 'no-waivers': true });
});

test('a repeated option may come as a list, or as a list in a list', () => {
  expect(read({ set: ['a=b', 'c=d'] })).toEqual({ set: ['a=b', 'c=d'] });
  expect(read({ set: [['a=b', 'c=d']] })).toEqual({ set: ['a=b', 'c=d'] });
});

test.each([
  [{ answers: true }, '--answers: has no value\n  To fix: write --answers FILE'],
  [{ answers: ['a', 'b'] }, '--answers: is given twice\n  To fix: leave one out'],
  [{ defaults: '../lung' }, '--defaults: takes no value\n  To fix: put it last'],
  [
    { onConflict: 'foo' },
    '--on-conflict: "foo" is not one of the choices\n  To fix: choose one of ask, yours, theirs, markers, abort',
  ],
  [{ awnsers: 'x' }, '--awnsers: is not an option here\n  To fix: did you mean --answers?'],
  [{ zebra: true, foo: 1 }, '--zebra: is not an option here\n  To fix: see --help\n--foo: is not an option here'],
])('%j is refused, where Yeoman would pass it over', (options, message) => {
  expect(() => read(options)).toThrow(message);
});
