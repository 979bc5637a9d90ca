import { expect, test } from 'vitest';
import { countLoopback, hasLoopbackOnly } from '../../../src/io/network-watch/kernel-counters.ts';

const head = 'Inter-|   Receive\n face |bytes    packets\n';

test('a network with loopback alone is told from one of a machine, and from a list that could not be read', () => {
  expect(hasLoopbackOnly(`${head}    lo:       0       0\n`)).toBe(true);
  expect(hasLoopbackOnly(`${head}    lo:       0       0\n  eth0: 1 1\n`)).toBe(false);
  expect(hasLoopbackOnly('')).toBe(false);
});

test('connections and packets that were refused on loopback are counted, and those that were taken', () => {
  const snmp = [
    'Tcp: RtoAlgorithm ActiveOpens PassiveOpens AttemptFails',
    'Tcp: 1 5 1 4',
    'Udp: InDatagrams NoPorts',
    'Udp: 0 2',
  ].join('\n');
  expect(countLoopback(snmp, 'Ip6OutNoRoutes 7\nUdp6NoPorts                 1\n')).toEqual({ refused: 7, taken: 1 });
  expect(countLoopback('', '')).toEqual({ refused: 0, taken: 0 });
});
