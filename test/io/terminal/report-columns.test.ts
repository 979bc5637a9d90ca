import { afterEach, expect, test, vi } from 'vitest';
import { openTerminal } from '../../../src/io/terminal/terminal.ts';

function reportAt(of: { readonly isTTY: boolean; readonly columns?: number }): number | undefined {
  const { stdout } = process;
  const own = { isTTY: stdout.isTTY, columns: stdout.columns };
  Object.assign(stdout, of);
  const found = openTerminal().reportAt;
  Object.assign(stdout, own);
  return found;
}

afterEach(() => void vi.unstubAllEnvs());

test.each([
  [undefined, 80],
  ['', 80],
  ['wide', 80],
  ['120', 120],
  ['0', 0],
])('a report in a file or a pipe is as wide as COLUMNS says, or 80: %s', (said, columns) => {
  vi.stubEnv('COLUMNS', said);
  expect(reportAt({ isTTY: false })).toBe(columns);
});

test('a report on a terminal is as wide as that', () => {
  vi.stubEnv('COLUMNS', '50');
  expect(reportAt({ isTTY: true, columns: 132 })).toBe(132);
});
