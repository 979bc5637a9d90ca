import { expect, test } from 'vitest';
import { startClock } from '../../../src/io/terminal/start-clock.ts';

test('the clock of a target stands while this process waits, and goes while it works', async () => {
  const isOver = startClock(0.3);
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(isOver()).toBe(false);
  while (!isOver()) Math.hypot(1, 2);
  expect(isOver()).toBe(true);
});
