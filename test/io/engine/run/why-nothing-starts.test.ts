import { expect, test } from 'vitest';
import type { EngineSession } from '../../../../src/io/engine/container-engine-session.ts';
import { whyNothingStarts } from '../../../../src/io/engine/why-nothing-starts.ts';

interface End {
  readonly code: number;
  readonly log: string;
  readonly timedOut?: true;
}

/** An engine with two images, whose runs end so, one after the other. */
function engineOf(...ends: readonly End[]): EngineSession {
  const waiting = [...ends];
  const run = async ([word]: readonly string[]): Promise<object> =>
    word === 'images' ? { code: 0, out: 'one\ntwo\n', log: '' } : { out: '', ...waiting.shift() };
  return { label: 'a=b', run } as unknown as EngineSession;
}

// What podman's own program ends with when it is told to: as if all were well.
const late: End = { code: 0, log: '', timedOut: true };
const broken: End = { code: 126, log: 'error setting rlimits' };
const fine: End = { code: 0, log: '' };

test('a run that did not end in its time is no container that started', async () => {
  expect(await whyNothingStarts(engineOf(late, late), 'one')).toContain('did not end in 30 s');
  expect(await whyNothingStarts(engineOf(late, broken), 'one')).toBe('error setting rlimits');
  expect(await whyNothingStarts(engineOf(broken, late), 'one')).toBe('error setting rlimits');
});

test('one that started tells that the engine is not what is broken', async () => {
  expect(await whyNothingStarts(engineOf(late, fine), 'one')).toBeUndefined();
  expect(await whyNothingStarts(engineOf(broken, fine), 'one')).toBeUndefined();
});
