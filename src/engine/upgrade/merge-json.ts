import { isRecord } from '../../shared/json-shapes.ts';

/** What a merge of JSON by its values gives. */
type MergedJson =
  /** `isTyped`: printing `ours` anew would change how a person wrote it. */
  | { readonly kind: 'merged'; readonly value: unknown; readonly text: string; readonly isTyped: boolean }
  /** Both sides changed the same value. */
  | { readonly kind: 'collision' }
  /** One of the texts is no JSON. */
  | { readonly kind: 'other' };

class Collision extends Error {}

/** Merges JSON by keys and array elements. */
export function mergeJson(base: string, ours: string, theirs: string): MergedJson {
  const [o, a, b] = [base, ours, theirs].map(parse);
  if (o === undefined || a === undefined || b === undefined) return { kind: 'other' };
  const indent = /^[\t ]+(?=")/m.exec(ours)?.[0] ?? 2;
  const isTyped = JSON.stringify(a.value, undefined, indent) !== ours.trimEnd();
  try {
    const value = mergeValue(o.value, a.value, b.value);
    return { kind: 'merged', value, text: `${JSON.stringify(value, undefined, indent)}\n`, isTyped };
  } catch (error) {
    if (error instanceof Collision) return { kind: 'collision' };
    throw error;
  }
}

/** Whether a text is JSON of a value. */
export function isJsonOf(text: string, value: unknown): boolean {
  return JSON.stringify(parse(text)?.value) === JSON.stringify(value);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function mergeValue(base: unknown, ours: unknown, theirs: unknown): unknown {
  if (same(base, ours) || same(ours, theirs)) return theirs;
  if (same(base, theirs)) return ours;
  if (isRecord(ours) && isRecord(theirs)) return mergeObject(isRecord(base) ? base : {}, ours, theirs);
  if (Array.isArray(base) && Array.isArray(ours) && Array.isArray(theirs)) return mergeArray(base, ours, theirs);
  throw new Collision();
}

function mergeObject(
  base: Readonly<Record<string, unknown>>,
  ours: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  const pairs = keys.flatMap((key) => {
    const merged = mergeValue(base[key], ours[key], theirs[key]);
    return merged === undefined ? [] : [[key, merged] as const];
  });
  return Object.fromEntries(pairs);
}

/** By the elements' names where they have such; of other lists only what grew, or lost elements: there elements count as a whole. */
function mergeArray(base: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const [o, a, b] = [base, ours, theirs].map(byName);
  if (o !== undefined && a !== undefined && b !== undefined) return mergeNamed(o, a, b);
  const isKept = (side: readonly unknown[]): boolean =>
    same(
      base.filter((element) => has(side, element)),
      side.filter((element) => has(base, element)),
    );
  if (!isKept(ours) || !isKept(theirs)) throw new Collision();
  const kept = theirs.filter((element) => !has(base, element) || has(ours, element));
  return [...kept, ...ours.filter((element) => !has(base, element) && !has(theirs, element))];
}

/** Elements that their order does not tell apart: the template may put a new one before an old one, and each keeps what was written into it. */
function mergeNamed(base: Named, ours: Named, theirs: Named): unknown[] {
  const merged = [...theirs].flatMap(([name, element]) => {
    // What was filled in is of the old revision.
    if (ours.has(name) && base.has(name) && !same(sourceOf(base.get(name)), sourceOf(element))) return [element];
    if (ours.has(name)) return [mergeValue(base.get(name), ours.get(name), element)];
    if (!base.has(name)) return [element];
    // The person took it out.
    if (same(base.get(name), element)) return [];
    throw new Collision();
  });
  // What the template lost goes with all that was filled in: the answers do not name it any more.
  return [...merged, ...[...ours].flatMap(([name, element]) => (theirs.has(name) || base.has(name) ? [] : [element]))];
}

function sourceOf(element: unknown): unknown {
  return isRecord(element) ? element['source'] : undefined;
}

type Named = ReadonlyMap<string, unknown>;

/** The elements by what they are of: the repository that they come from, else their name; nothing where one has neither, or two have the same. */
function byName(list: readonly unknown[]): Named | undefined {
  const named = new Map<string, unknown>();
  for (const element of list) {
    const { source, name } = isRecord(element) ? element : {};
    const from = isRecord(source) ? source['repository'] : undefined;
    const key = typeof from === 'string' ? `from ${from}` : typeof name === 'string' ? name : undefined;
    if (key === undefined || named.has(key)) return undefined;
    named.set(key, element);
  }
  return named;
}

function has(list: readonly unknown[], element: unknown): boolean {
  return list.some((other) => same(other, element));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
