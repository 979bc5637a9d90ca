import { editDistance } from './edit-distance.ts';

/**
 * The known name that a name of at least five letters is nearly written as: one letter inserted, dropped or replaced, or two swapped. Nothing where the name is
 * known itself.
 */
export function misspelt(name: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(name) || name.length < 5) return undefined;
  for (const each of known) {
    if (each.length < 5 || Math.abs(each.length - name.length) > 1) continue;
    if (editDistance(name, each) === 1) return each;
  }
  return undefined;
}
