import { expect, it } from 'vitest';
import { unwrap } from '../../../src/parse/shell/unwrap.ts';

it('takes off what only starts a command, with what it sets', () => {
  expect(
    unwrap(['sudo', '-u', 'x', 'env', 'A=b', 'timeout', '5', 'uv', 'run', '--with', 'y', 'python', 'a.py']),
  ).toEqual({
    words: ['python', 'a.py'],
    assignments: { A: 'b' },
    synced: ['uv', 'run', '--with', 'y'],
  });
  expect(unwrap(['command', '-v', 'curl']).words).toEqual(['command', '-v', 'curl']);
  expect(unwrap(['env', 'A=b']).words).toEqual([]);
  expect(unwrap(['uv', 'run', '--with', 'y']).words).toEqual(['uv', 'run', '--with', 'y']);
});

it('takes no longer for each of them the more there are', () => {
  const before = process.cpuUsage();
  expect(unwrap([...Array.from({ length: 200_000 }, () => 'env'), 'x']).words).toEqual(['x']);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(3);
});
