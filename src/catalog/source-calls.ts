import type { SourceFacts } from '../model/source-facts.ts';

/** A call that programs make, as a line of code shows it. */
export interface SourceCall {
  readonly call: RegExp;
  /** In lower case: without one of these in a program the call is not there. To look for them takes less than to compile the pattern. */
  readonly words: readonly string[];
}

/** The calls that a program may hold, by their words. */
export function selectCalls<Call extends SourceCall>({ lines }: SourceFacts, calls: readonly Call[]): readonly Call[] {
  const text = lines.map(({ code }) => code).join('\n').toLowerCase();
  return calls.filter(({ words }) => words.some((word) => text.includes(word)));
}
