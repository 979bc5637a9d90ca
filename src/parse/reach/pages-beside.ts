import type { PlacedFiles } from '../placed/placed-files.ts';

/**
 * Programs of which Streamlit makes pages: those in `pages/` beside the one at a place that it is given, but for what is empty: a page in which
 * nothing stands yet ends no server. `words`: of the command.
 */
export function pagesBeside(
  place: string,
  words: readonly string[],
  files: PlacedFiles,
  textAt: (place: string) => string | undefined,
): readonly string[] {
  if (!words.includes('streamlit')) return [];
  const folder = `${place.slice(0, place.lastIndexOf('/'))}/pages/`;
  files.budget.spend(files.size);
  return [...files.entries()]
    .map(([path]) => path)
    .filter((path) => path.startsWith(folder) && path.endsWith('.py') && textAt(path)?.trim() !== '');
}
