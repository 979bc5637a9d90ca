import { describe, expect, test } from 'vitest';
import { markOf, readList } from '../../../src/io/network-watch/sink-record.ts';

const begin = markOf('aa.secret.tre-probe', true);
const end = markOf('bb.secret.tre-probe', true);

describe('what a sink wrote', () => {
  test('a list begins after one mark and ends at the next', () => {
    const lines = [
      'ready\t1\t1\t1\t1\t1',
      'connect\tearlier.example\t80',
      'probe\taa.secret.tre-probe',
      begin,
      'lookup\tonly.example',
      'lookup\tdata.example',
      'connect\tdata.example\t443',
      'connect\t8.8.4.5',
      // The question of the last probe may be read before what was sent earlier.
      'probe\tbb.secret.tre-probe',
      'connect\t203.0.113.7\t80',
      end,
      'connect\tlater.example\t80',
      '',
    ];
    expect(readList(lines, begin, end)).toEqual({
      attempts: [
        { host: 'data.example', port: 443 },
        { host: '8.8.4.5' },
        { host: '203.0.113.7', port: 80 },
        { host: 'only.example' },
      ],
      isWhole: true,
    });
  });

  test('what the program looks up and connects to begins and ends nothing', () => {
    const tried = [
      'connect\tevil.example\t80',
      'connect\t198.18.0.1\t9',
      'lookup\tbb.secret.tre-probe',
      'connect\tcc.guess.tre-probe\t9',
      'connect\taa.secret.tre-probe\t9',
    ];
    const { attempts, isWhole } = readList([begin, ...tried, end], begin, end);
    expect(isWhole).toBe(true);
    expect(attempts.map(({ host }) => host)).toEqual([
      'evil.example',
      '198.18.0.1',
      'cc.guess.tre-probe',
      'aa.secret.tre-probe',
      'bb.secret.tre-probe',
    ]);
  });

  test.each([
    ['the sink saw no last probe', ['x', begin, 'connect\ta.example\t1'], undefined],
    ['its line was lost', ['x', begin, 'connect\ta.example\t1'], end],
    ['the log was cut at its beginning', ['connect\ta.example\t1', end], end],
    ['more came than was read', [begin, 'connect\ta.example\t1', 'dropped\t7', end], end],
  ])('is not whole where %s, and what was seen counts all the same', (_, lines, last) => {
    expect(readList(lines, begin, last)).toEqual({ attempts: [{ host: 'a.example', port: 1 }], isWhole: false });
  });
});
