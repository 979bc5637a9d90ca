import type { Call } from '../../model/programs/program-facts.ts';
import { choicesOf, type Value } from '../../model/programs/value.ts';
import { unknownFor } from './values.ts';

/** What a function that is handed on is called with. */
export type Given = Pick<Call, 'positional' | 'named' | 'spread'>;

/** Elements of a list that are followed one by one, and calls that one hands on. */
const most = 40;

/** What a function gets of a collection that it is applied to, each in turn; one that nobody knows where the elements are not known. */
export function elementsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [unknownFor('computed')];
  return choicesOf(value)
    .flatMap((each) => {
      if (each.kind === 'list') return each.items;
      if (each.kind === 'table') return [...each.entries.values(), ...(each.others ?? [])];
      // A vector of R with one element is the element; of anything else nobody knows what is in it.
      return [each.kind === 'text' ? each : unknownFor('computed')];
    })
    .slice(0, most);
}

/** The arguments of each round over collections that are gone through side by side. */
export function roundsOf(collections: readonly (Value | undefined)[]): readonly (readonly Value[])[] {
  const [first = [], ...others] = collections.map(elementsOf);
  return first.map((each, at) => [each, ...others.map((other) => other[at] ?? unknownFor('computed'))]);
}

/** The calls of a function of a library that a call is given as a value, each with its arguments. What is the project's own is followed by its name. */
export function callsOf(
  call: Pick<Call, 'function' | 'onlyWhenStarted' | 'line'>,
  handed: Value | undefined,
  given: readonly Given[],
): readonly Call[] {
  const { function: within, onlyWhenStarted, line } = call;
  return choicesOf(handed)
    .flatMap((each) => (each.kind === 'symbol' && each.file === undefined && each.isModule !== true ? [each.name] : []))
    .flatMap((callee) => given.map((each) => ({ callee, ...each, function: within, onlyWhenStarted, line })))
    .slice(0, most);
}
