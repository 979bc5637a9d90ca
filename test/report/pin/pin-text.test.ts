import { expect, test } from 'vitest';
import type { PinEntry } from '../../../src/model/pin/pin.ts';
import { formatPinText } from '../../../src/report/pin/pin-text.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const open = (text: string, line = 1): PinEntry => ({
  place: { kind: 'open', file: 'Dockerfile', line, text, reason: 'r' },
  outcome: 'open',
  reason: 'r',
});

test('what is as it should be is counted, not listed', () => {
  const kept: PinEntry = {
    place: {
      kind: 'action',
      file: 'x.yml',
      line: 2,
      text: `a/b@${'c'.repeat(40)}`,
      repository: 'a/b',
      ref: 'v1',
      commit: 'c'.repeat(40),
      refAt: { start: 0, end: 1 },
    },
    outcome: 'kept',
    old: 'c'.repeat(40),
  };
  expect(formatPinText({ mode: 'pin', written: 'nothing to write', entries: [kept, kept] }, false)).toBe(
    '2 pinned already.\n',
  );
  expect(
    formatPinText(
      {
        mode: 'check',
        written: 'nothing to write',
        entries: [{ ...kept, outcome: 'moved', new: 'd'.repeat(40), oldDate: '2026-01-01' }],
      },
      false,
    ),
  ).toBe(
    'x.yml\n     2  moved  a/b@v1  cccccccccccc (2026-01-01) -> dddddddddddd\n\n1 moved. To fix: tre-container pin --update\n',
  );
  expect(formatPinText({ mode: 'check', written: 'nothing to write', entries: [] }, false)).toBe(
    'No image and no action is named here.\n',
  );
});

test('what a file holds cannot command the terminal', () => {
  const text = formatPinText(
    {
      mode: 'pin',
      written: 'nothing to write',
      entries: [open('evil\u001B]0;x\u0007\u001B[2J'), open(`x@${digest('1')}`, 2)],
    },
    false,
  );
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
