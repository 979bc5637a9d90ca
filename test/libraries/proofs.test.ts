import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryOf } from './install-libraries.ts';
import { proofs, type Proof } from './proofs.ts';
import { Place } from './run-watched.ts';

/** How long a program that fetches is watched: one that hangs in a TRE hangs here. In milliseconds. */
const patience = 60_000;
/** What works may take longer on a busy machine: some compile at their first use. */
const patienceInside = 240_000;

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const programOf = ({ before = '', after = '' }: Proof, example: string): string =>
  [before, example, after, ''].join('\n');

describe.each(proofs)('$entry', (proof) => {
  const { entry, stage, environment = {}, goesOn = false } = proof;
  const { examples, hosts } = entryOf(entry);
  const isOfEntry = (name: string): boolean =>
    hosts === undefined || hosts.some((host) => name === host || name.endsWith(`.${host}`));

  test('fetches: the example asks for a name that does not answer', async () => {
    await staged(stage);
    const program = programOf(proof, proof.asks ?? examples.asks ?? '');
    const { status, names, output } = await place.run(program, environment, patience);
    // The output stands in both, to be seen where they differ.
    expect({ works: status === 0, asks: names.some(isOfEntry), names, output }).toEqual({
      works: goesOn,
      asks: true,
      names,
      output,
    });
  });

  test('does not: the staged example works, and looks nothing up', async () => {
    await staged(stage);
    const program = programOf(proof, proof.local ?? examples.local);
    const { status, names, output } = await place.run(
      program,
      { ...environment, ...examples.environment },
      patienceInside,
    );
    expect({ status, names, output }).toEqual({ status: 0, names: [], output });
  });
});

async function staged(program: string | undefined): Promise<void> {
  if (program === undefined) return;
  const { status, output } = await place.run(program, {}, patienceInside);
  if (status !== 0) throw new Error(`staging failed:\n${output}`);
}
