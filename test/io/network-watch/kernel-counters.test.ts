import { expect, test } from 'vitest';
import { hasLoopbackOnly } from '../../../src/io/network-watch/kernel-counters.ts';

const head = 'Inter-|   Receive\n face |bytes    packets\n';

test('a network with loopback alone is told from one of a machine, and from a list that could not be read', () => {
  expect(hasLoopbackOnly(`${head}    lo:       0       0\n`)).toBe(true);
  expect(hasLoopbackOnly(`${head}    lo:       0       0\n  eth0: 1 1\n`)).toBe(false);
  expect(hasLoopbackOnly('')).toBe(false);
});
