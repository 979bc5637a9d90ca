import { isRecord } from '../../shared/json-shapes.ts';

/**
 * Merges JSON by keys and array elements. Gives a text only where nothing collides and `ours` is written as a program writes JSON
 * (so that printing it anew changes nothing that the person typed); nothing otherwise.
 */
export function mergeJson(base: string, ours: string, theirs: string): string | undefined {
  try {
    const [o, a, b] = [base, ours, theirs].map((text) => JSON.parse(text) as unknown);
    const indent = /^[\t ]+(?=")/m.exec(ours)?.[0] ?? 2;
    if (JSON.stringify(a, undefined, indent) !== ours.trimEnd()) return undefined;
    return `${JSON.stringify(mergeValue(o, a, b), undefined, indent)}\n`;
  } catch {
    // Not JSON, or a collision: the merge by lines says where.
    return undefined;
  }
}

function mergeValue(base: unknown, ours: unknown, theirs: unknown): unknown {
  if (same(base, ours) || same(ours, theirs)) return theirs;
  if (same(base, theirs)) return ours;
  if (isRecord(ours) && isRecord(theirs)) return mergeObject(isRecord(base) ? base : {}, ours, theirs);
  if (Array.isArray(base) && Array.isArray(ours) && Array.isArray(theirs)) return mergeArray(base, ours, theirs);
  throw new Error('collision');
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

/** Lists that only grew, or lost elements: elements count as a whole. */
function mergeArray(base: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const isKept = (side: readonly unknown[]): boolean =>
    same(
      base.filter((element) => has(side, element)),
      side.filter((element) => has(base, element)),
    );
  if (!isKept(ours) || !isKept(theirs)) throw new Error('collision');
  const kept = theirs.filter((element) => !has(base, element) || has(ours, element));
  return [...kept, ...ours.filter((element) => !has(base, element) && !has(theirs, element))];
}

function has(list: readonly unknown[], element: unknown): boolean {
  return list.some((other) => same(other, element));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
