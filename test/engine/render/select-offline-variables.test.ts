import { expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { selectOfflineVariables } from '../../../src/engine/render/select-offline-variables.ts';
import type { SelectedLibrary } from '../../../src/engine/render/select-libraries.ts';
import type { Setting } from '../../../src/model/atlas/atlas-entry.ts';
import type { OfflineVariable } from '../../../src/model/render/offline-variable.ts';

const row = (name: string, kind: OfflineVariable['kind'], rest: Partial<OfflineVariable> = {}): OfflineVariable => ({
  name,
  kind,
  value: 'v',
  why: 'w',
  source: { document: 'd', heading: 'h', link: 'l' },
  ...rest,
});
const names = (rows: readonly { readonly name: string }[]): readonly string[] => rows.map(({ name }) => name);
const table = [
  row('A', 'data', { readBy: 'lib' }),
  row('B', 'switch'),
  row('C', 'cache'),
  row('D', 'guard'),
  row('E', 'switch', { when: { language: 'r' } }),
];

test('a base gets its own rows, in the order of the table; the modules get all but the guard', () => {
  const view = selectOfflineVariables(table, bases.python, true);
  expect([names(view.variables), view.lines, view.readOnce]).toEqual([['A', 'B', 'C', 'D'], ['A=v B=v C=v'], 'lib']);
  expect(names(selectOfflineVariables(table, bases.rocker, true).variables)).toContain('E');
  expect(names(selectOfflineVariables(table, bases.python, false).variables)).toEqual(['A', 'B', 'C']);
});

test('settings fill lines that a module can hold', () => {
  const many = Array.from({ length: 30 }, (_, index) => row(`LONG_NAME_${String(index)}`, 'cache'));
  const { lines } = selectOfflineVariables(many, bases.python, true);
  expect(lines.join(' ').split(' ')).toEqual(many.map(({ name }) => `${name}=v`));
  expect(lines.filter(({ length }) => length > 110)).toEqual([]);
  expect(lines.length).toBeGreaterThan(2);
});

const library = (settings: readonly Setting[], isBrought = false): SelectedLibrary => ({
  name: 'lib',
  language: 'python',
  packages: ['lib'],
  importName: 'lib',
  brings: [],
  settings,
  isBrought,
});
const setting = (name: string, rest: Partial<Setting> = {}): Setting => ({
  name,
  value: '/scratch/lib',
  kind: 'cache',
  why: 'w',
  ...rest,
});

test('a library adds its variables, without those that a base has and those that a person must first put into the image', () => {
  const settings = [setting('A'), setting('X', { atImport: true }), setting('Y', { value: '/opt/lib' })];
  const view = selectOfflineVariables(table, bases.python, true, [library(settings)]);
  expect(names(view.variables)).toEqual(['A', 'B', 'X', 'C', 'D']);
  expect([view.lines, view.readOnce]).toEqual([['A=v B=v X=/scratch/lib C=v'], 'lib']);
});

test('of a library that comes with another one only what it fails without is written down', () => {
  const settings = [setting('X'), setting('Y', { needed: true })];
  expect(names(selectOfflineVariables([], bases.python, true, [library(settings, true)]).variables)).toEqual(['Y']);
});

test('a folder of results is no folder of the offline module', () => {
  const view = selectOfflineVariables([], bases.python, true, [library([setting('X', { kind: 'output' })])]);
  expect([names(view.variables), view.lines]).toEqual([['X'], []]);
});

test('a name that a linter takes for a secret is said to be one', () => {
  const views = ['TIKTOKEN_CACHE_DIR', 'NLTK_DATA'].map((name) =>
    selectOfflineVariables([], bases.python, true, [library([setting(name)])]),
  );
  expect(views.map(({ secretLike }) => secretLike)).toEqual([true, false]);
});
