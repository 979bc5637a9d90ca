import { editDistance } from '../../shared/edit-distance.ts';

/** The image that was probably meant by a `registry/repository` that is none of the known ones; nothing where none is nearly written so. */
export function nearestImage(name: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(name) || name.length > 100) return undefined;
  const tolerated = name.length - name.lastIndexOf('/') > 6 ? 2 : 1;
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > tolerated) continue;
    const distance = editDistance(name, candidate);
    if (distance <= tolerated && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { candidate, distance };
  }
  return best?.candidate;
}
