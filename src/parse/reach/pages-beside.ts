import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { PlacedFiles } from '../placed/placed-files.ts';

/**
 * Programs of which Streamlit makes pages: those in `pages/` beside the one at a place that it is given, and those that this one names as pages, but for what
 * is empty: a page in which nothing stands yet ends no server. `words`: of the command.
 */
export function pagesBeside(
  place: string,
  words: readonly string[],
  files: PlacedFiles,
  textAt: (place: string) => string | undefined,
): readonly string[] {
  if (!words.includes('streamlit')) return [];
  const own = place.slice(0, place.lastIndexOf('/'));
  const folder = `${own}/pages/`;
  files.budget.spend(files.size);
  const beside = [...files.entries()]
    .map(([path]) => path)
    .filter((path) => path.startsWith(folder) && path.endsWith('.py'));
  const named = pagesNamed(textAt(place) ?? '')
    .map((name) => resolvePath(name, own === '' ? '/' : own))
    .filter((path) => files.at(path) !== undefined && path !== place);
  return [...new Set([...beside, ...named])].filter((path) => textAt(path)?.trim() !== '');
}

/** `st.Page(f"{PAGES}/upload.py")`: seen from the folder of the program, whatever the working directory is. */
function pagesNamed(text: string): readonly string[] {
  const code = text.replaceAll(/^[ \t]*#.*$/gm, '');
  return [...code.matchAll(/\b(?:Page|switch_page|page_link)\(\s*(?:page=)?f?(["'])([^"'\n]{1,200}\.py)\1/g)].flatMap(
    ([, , written = '']) => {
      const name = written.replaceAll(/\{([A-Za-z_]\w{0,60})\}/g, (hole, constant: string) => {
        const found = new RegExp(String.raw`^${constant}[ \t]*=[ \t]*(["'])([^"'\n]*)\1`, 'm').exec(code);
        return found?.[2] ?? hole;
      });
      return name.includes('{') ? [] : [name];
    },
  );
}
