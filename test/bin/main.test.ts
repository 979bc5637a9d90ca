import { afterEach, expect, test, vi } from 'vitest';
import { main } from '../../bin/main.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

test('a run that stops before it is done does not end well, and says so', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const before = process.listeners('beforeExit');
  const run = main(['--version'], () => Promise.reject(new Error('nobody is asked')));
  expect(process.exitCode).toBe(2);
  const [stopped] = process.listeners('beforeExit').filter((each) => !before.includes(each));
  stopped?.(0);
  expect(said.mock.calls.join('')).toContain('the work stopped before it was done');
  await run;
  expect(process.exitCode).toBe(0);
  expect(process.listeners('beforeExit')).toEqual(before);
});
