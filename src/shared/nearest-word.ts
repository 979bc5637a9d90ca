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
