import { StepBack } from '../../model/errors.ts';

/** What a person said, in the order of the questions, and what they had said where they went back. */
export interface Memory {
  readonly said: Map<string, unknown>;
  readonly before: Map<string, unknown>;
}

export function newMemory(): Memory {
  return { said: new Map(), before: new Map() };
}

/** What was said in this turn already, or what is said now; `askNow` hears whether there is a question to go back to. */
export async function takeTurn(
  { said }: Memory,
  key: string,
  askNow: (back: boolean) => Promise<unknown>,
): Promise<unknown> {
  if (said.has(key)) return said.get(key);
  const value = await askNow(said.size > 0);
  said.set(key, value);
  return value;
}

/** After a step back: forgets what was said last, so that it is asked again with that on offer. Throws what is no step back, and where nothing was said but `outer`. */
export function stepBack({ said, before }: Memory, error: unknown, outer?: string): void {
  const last = [...said.keys()].at(-1);
  if (!(error instanceof StepBack) || last === undefined || last === outer) throw error;
  before.set(last, said.get(last));
  said.delete(last);
}
