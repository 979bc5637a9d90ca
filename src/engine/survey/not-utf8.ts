import type { PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';

const isForeign = (line: string): boolean => /[\u0080-\u00FF]/.test(line);

/** A line by which a program says how it is written, as Python and editors read it in the first two lines. */
const saysHow = /^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+/;

/** Programs and documents that are not written in UTF-8, and do not say in what, with the first line that shows it, of code where there is one. */
export function findNotUtf8(files: readonly ProjectFile[]): PlaceFact[] {
  return files.flatMap(({ path, text = '', isLatin1 }) => {
    if (isLatin1 !== true || languageOf(path) === undefined) return [];
    const lines = text.split('\n');
    if (lines.slice(0, 2).some((line) => saysHow.test(line))) return [];
    // A comment harms nobody in R; Python reads the whole file first.
    const isScript = !/md$|\.ipynb$/i.test(path);
    const inCode = lines.findIndex((line) => isForeign(line) && !(isScript && /^[ \t]*#/.test(line)));
    if (inCode < 0 && /\.[rR]$/.test(path)) return [];
    const at = inCode < 0 ? lines.findIndex(isForeign) : inCode;
    return [{ what: path, location: { file: path, line: at + 1 } }];
  });
}
