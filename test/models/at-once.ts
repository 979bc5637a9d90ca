import { expect } from 'vitest';
import type { Done } from './run.ts';

/** Most that a failure may take, beyond what the interpreter needs to start, in milliseconds. */
const limit = 1000;

/**
 * Runs a failing program, which prints `<milliseconds> ms <error>`, and gives what it printed; it must fail at once.
 * A busy machine gets three tries: whoever waits for a network is slow each time.
 */
export async function failAtOnce(run: () => Promise<Done>): Promise<string> {
  const taken: number[] = [];
  let output = '';
  while (taken.length < 3 && !(Math.min(...taken) < limit)) {
    output = (await run()).output;
    taken.push(Number(/^(\d+) ms /m.exec(output)?.[1]));
    if (Number.isNaN(taken.at(-1))) break;
  }
  expect({ output, milliseconds: Math.min(...taken) }).toEqual({
    output,
    milliseconds: expect.toSatisfy((value: number) => value < limit) as number,
  });
  return output;
}
