import { editDistance } from './edit-distance.ts';

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

/**
 * The known name that a name of at least five letters is nearly written as: one letter inserted, dropped or replaced, or two swapped. Nothing where the name is
 * known itself.
 */
export function misspelt(name: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(name) || name.length < 5) return undefined;
  for (const each of known) {
    if (each.length >= 5 && isOneEdit(name, each)) return each;
  }
  return undefined;
}

/** Whether two words that differ are one edit apart: what is left between their common beginning and end is a letter, or two that are swapped. */
function isOneEdit(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let from = 0;
  while (from < left.length && left[from] === right[from]) from += 1;
  let [leftEnd, rightEnd] = [left.length, right.length];
  while (leftEnd > from && rightEnd > from && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  const [longer, shorter] = [Math.max(leftEnd, rightEnd) - from, Math.min(leftEnd, rightEnd) - from];
  const isSwapped = longer === 2 && shorter === 2 && left[from] === right[from + 1] && left[from + 1] === right[from];
  return longer === 1 || isSwapped;
}
