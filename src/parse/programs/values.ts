import {
  choicesOf,
  type TextPart,
  type TextValue,
  type UnknownReason,
  type Value,
} from '../../model/programs/value.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** How many values a name may have; more are not told apart. */
const mostChoices = 6;
/** Longer texts are not put together: a program can double one line by line. */
const longestText = 4000;
const mostParts = 40;

export function unknownFor(why: UnknownReason): Value {
  return { kind: 'unknown', why };
}

export function textWith(...parts: readonly TextPart[]): Value {
  return { kind: 'text', parts };
}

/** One of the values. What is not known counts as one more value. */
export function oneOf(values: readonly Value[]): Value {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  const found: Value[] = [];
  const seen = new Set<string>();
  for (const value of values.flatMap(choicesOf)) {
    const key = keyOf(value);
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(value);
  }
  const [first] = found;
  if (first === undefined) return unknownFor('computed');
  if (found.length === 1) return first;
  if (found.length <= mostChoices) return { kind: 'oneOf', values: found };
  return { kind: 'oneOf', values: [...found.slice(0, mostChoices - 1), unknownFor('limit')] };
}

function keyOf(value: Value): string {
  if (value.kind === 'text') return `t${JSON.stringify(value.parts.map((part) => part ?? null))}`;
  if (value.kind === 'list' || value.kind === 'table') return `${value.kind}${String(identityOf(value))}`;
  return JSON.stringify(value);
}

const identities = new WeakMap<object, number>();
let next = 0;
function identityOf(value: object): number {
  const known = identities.get(value) ?? (next += 1);
  identities.set(value, known);
  return known;
}

/** Applies `make` to every combination of the values' choices, as far as there are few. */
export function combineChoices(values: readonly Value[], make: (choice: readonly Value[]) => Value): Value {
  if (values.every(({ kind }) => kind !== 'oneOf')) return make(values);
  let choices: (readonly Value[])[] = [[]];
  for (const value of values) {
    choices = choices.flatMap((before) => choicesOf(value).map((each) => [...before, each]));
    if (choices.length > mostChoices) choices = choices.slice(0, mostChoices);
  }
  return oneOf(choices.map(make));
}

/** A value as part of a text: `str(x)`. */
export function partsOf(value: Value): readonly TextPart[] {
  if (value.kind === 'text') return value.parts;
  if (value.kind === 'constant' && typeof value.value === 'number') return [String(value.value)];
  return [undefined];
}

/** Neighbouring texts as one; unknown where it becomes too long. */
export function joinParts(parts: readonly TextPart[]): Value {
  const joined: TextPart[] = [];
  let length = 0;
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string') {
      length += part.length;
      if (typeof last === 'string') joined[joined.length - 1] = last + part;
      else joined.push(part);
    } else if (part !== undefined || joined.length === 0 || last !== undefined) joined.push(part);
  }
  if (length > longestText || joined.length > mostParts) return unknownFor('limit');
  return { kind: 'text', parts: joined };
}

export function concatenate(values: readonly Value[]): Value {
  return combineChoices(values, (choice) => joinParts(choice.flatMap(partsOf)));
}

/** Joins paths as `os.path.join` does: an absolute part starts anew, and of one that is not known nobody can tell whether it does. */
export function joinPaths(values: readonly Value[]): Value {
  return combineChoices(values, (choice) => {
    let parts: readonly TextPart[] | undefined;
    for (const value of choice) {
      const here = partsOf(value);
      if (parts === undefined || beginsAnew(here)) parts = here;
      else parts = endsWithSlash(parts) ? [...parts, ...here] : [...parts, '/', ...here];
    }
    return joinParts(parts ?? ['']);
  });
}

function beginsAnew(parts: readonly TextPart[]): boolean {
  const [first] = parts;
  return (typeof first === 'string' && /^[/~]/.test(first)) || (typeof first === 'object' && 'up' in first);
}

function endsWithSlash(parts: readonly TextPart[]): boolean {
  const last = parts.at(-1);
  return parts.length === 0 || (typeof last === 'string' && (last.endsWith('/') || last === ''));
}

/** The folder of a path. */
export function folderOf(value: Value): Value {
  return combineChoices([value], ([each]) => (each?.kind === 'text' ? folderOfText(each) : unknownFor('computed')));
}

function folderOfText({ parts }: TextValue): Value {
  const last = parts.at(-1);
  if (parts.length === 1 && typeof last === 'object' && 'up' in last) return textWith({ ...last, up: last.up + 1 });
  // What is not known is taken for a name without folders.
  if (typeof last !== 'string')
    return parts.length < 2 ? unknownFor('computed') : folderOf(joinParts([...parts.slice(0, -1), 'x']));
  const path = trimEnd(last, '/');
  const at = path.lastIndexOf('/');
  if (at > 0) return joinParts([...parts.slice(0, -1), path.slice(0, at)]);
  if (at === 0) return parts.length === 1 ? textWith('/') : { kind: 'text', parts: parts.slice(0, -1) };
  if (parts.length === 1) return textWith('.');
  return unknownFor('computed');
}
