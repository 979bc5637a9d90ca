import type { ProjectFile } from '../../../model/sources/facts.ts';

/** A cell of a notebook that keeps what it showed; in a text of a cell each quote has a backslash before it. */
const kept = /(?<!\\)"outputs"[ \t]{0,4}:[ \t]{0,4}\[\s{0,40}\{/g;

/** How many cells of a notebook keep what they showed when somebody last ran them; of one of R, which keeps all of them in a page, 1. */
export function countOutputs({ path, text }: Pick<ProjectFile, 'path' | 'text'>): number {
  if (/\.nb\.html$/i.test(path)) return 1;
  return text !== undefined && /\.ipynb$/i.test(path) ? [...text.matchAll(kept)].length : 0;
}

/** Says of notebooks which are not copied that they keep something all the same; empty where none does. */
export function describeKept(files: readonly ProjectFile[], copied: ReadonlySet<string>): string {
  const [first, ...others] = files.filter((file) => !copied.has(file.path) && countOutputs(file) > 0);
  if (first === undefined) return '';
  const named = others.length === 0 ? `${first.path} keeps` : `${first.path} and ${String(others.length)} more keep`;
  return `. Outside the image ${named} saved outputs, which go wherever the repository goes`;
}
