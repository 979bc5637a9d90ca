import fc from 'fast-check';

/** A random change of a list of lines. */
export interface Edit {
  readonly at: number;
  readonly kind: 'insert' | 'delete' | 'replace';
  readonly count: number;
}

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.nat(40),
    kind: fc.constantFrom('insert' as const, 'insert' as const, 'replace' as const, 'delete' as const),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 5 },
);

/** Applies edits from the end to the beginning, so that they do not move each other; `fresh` makes new lines. */
export function applyEdits(
  lines: readonly string[],
  changes: readonly Edit[],
  fresh: (number: number) => string,
): string[] {
  const result = [...lines];
  let number = 0;
  const spots = changes
    .map((change) => ({ ...change, at: Math.min(change.at, lines.length) }))
    .toSorted((one, other) => other.at - one.at);
  let taken = lines.length + 1;
  for (const { at, kind, count } of spots) {
    const length = kind === 'insert' ? 0 : Math.min(count, lines.length - at, taken - at);
    if (at >= taken || length < 0) continue;
    taken = at;
    const added = kind === 'delete' ? [] : Array.from({ length: count }, () => fresh((number += 1)));
    result.splice(at, length, ...added);
  }
  return result;
}
