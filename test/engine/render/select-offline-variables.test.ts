import { expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { selectOfflineVariables } from '../../../src/engine/render/select-offline-variables.ts';
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

test('a base gets its own rows, in the order of the table', () => {
  const view = selectOfflineVariables(table, bases.python);
  expect([names(view.variables), names(view.switches), names(view.folders)]).toEqual([
    ['A', 'B', 'C', 'D'],
    ['B'],
    ['A', 'C'],
  ]);
  expect(names(selectOfflineVariables(table, bases.rocker).variables)).toContain('E');
});

test('a variable that nobody reads at import prints an empty name', () => {
  expect(selectOfflineVariables(table, bases.python).folders.map(({ readBy }) => readBy)).toEqual(['lib', '']);
});
