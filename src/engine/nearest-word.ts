/**
 * The known word that was probably meant, or nothing when none is close enough to be worth naming.
 * Close: at most a third of the letters inserted, dropped, replaced or swapped, or the same beginning.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.slice(0, 100).toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { candidate, distance };
  }
  if (best === undefined) return undefined;
  const tolerated = Math.max(1, Math.floor(Math.max(wanted.length, best.candidate.length) / 3));
  if (best.distance <= tolerated) return best.candidate;
  return wanted.length < 3 ? undefined : [...known].find((candidate) => candidate.toLowerCase().startsWith(wanted));
}

/** Optimal string alignment distance: an insertion, removal, replacement or swap of neighbours costs one. */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const costs = [cost(last, column) + 1, cost(current, column - 1) + 1, cost(last, column - 1) + (same ? 0 : 1)];
      if (swapped) costs.push(cost(beforeLast, column - 2) + 1);
      current.push(Math.min(...costs));
    }
    beforeLast = last;
    last = current;
  }
  return cost(last, right.length);
}

function cost(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
