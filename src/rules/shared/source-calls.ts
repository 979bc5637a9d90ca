import type { SourceFacts } from '../../model/sources/source-facts.ts';
import { fillInConstants, findConstants } from './constants.ts';

/** A call that programs make, as a line of code shows it. */
export interface SourceCall {
  /** Finds a call in the text of the whole program wherever it finds it in a line, or in lines that are joined by blanks: `^` with the flag m, no `.` across lines. */
  readonly call: RegExp;
  /** In lower case: without one of these in a program the call is not there. To look for them takes less than to compile the pattern. */
  readonly words: readonly string[];
}

/** Calls that a program makes somewhere, and the constants in it that may stand in them. */
export interface HeldCalls<Call extends SourceCall> {
  readonly calls: readonly Call[];
  readonly names: ReadonlyMap<string, string>;
}

/** Looks at a program as a whole, since nearly none makes any of the calls; which lines make them is for the caller to find. */
export function selectCalls<Call extends SourceCall>({ lines }: SourceFacts, calls: readonly Call[]): HeldCalls<Call> {
  const text = lines.map(({ code }) => code).join('\n');
  const lowerCase = text.toLowerCase();
  const named = calls.filter(({ words }) => words.some((word) => lowerCase.includes(word)));
  const names = named.length === 0 ? new Map<string, string>() : findConstants(lines);
  const filled = named.length === 0 ? '' : fillInConstants(text, names);
  return { calls: named.filter(({ call }) => filled.search(call) >= 0), names };
}
