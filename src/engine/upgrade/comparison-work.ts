/** Steps of one comparison: two texts of 20,000 lines that are all different come to them, or 500 empty ones among 1,500. */
const mostSteps = 500_000_000;

const mostLines = 100_000;

/**
 * Whether the lines of two texts can be compared in a second or so. What is looked for, the longest list of lines that both have, is found by trying each
 * pair of equal lines against what was found so far: texts of few different lines, which nobody writes, would take hours.
 */
export function isSoonCompared(one: readonly string[], other: readonly string[]): boolean {
  if (Math.max(one.length, other.length) > mostLines) return false;
  const times = new Map<string, number>();
  for (const line of other) times.set(line, (times.get(line) ?? 0) + 1);
  const pairs = one.reduce((sum, line) => sum + (times.get(line) ?? 0), 0);
  return pairs * Math.min(one.length, other.length) <= mostSteps;
}

/** How many lines several texts begin and end with alike; no line counts for both. */
export function countAlike(texts: readonly (readonly string[])[]): { readonly head: number; readonly tail: number } {
  const [first = [], ...others] = texts;
  const most = Math.min(...texts.map(({ length }) => length));
  let [head, tail] = [0, 0];
  while (head < most && others.every((other) => other[head] === first[head])) head += 1;
  while (tail < most - head && others.every((other) => other.at(-1 - tail) === first.at(-1 - tail))) tail += 1;
  return { head, tail };
}
