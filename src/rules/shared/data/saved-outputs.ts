import type { ProjectFile } from '../../../model/sources/facts.ts';
import { judgeTable } from './tables-of-people.ts';

/** A cell of a notebook that keeps what it showed; in a text of a cell each quote has a backslash before it. */
const kept = /(?<!\\)"outputs"[ \t]{0,4}:[ \t]{0,4}\[\s{0,40}\{/g;

/** How many cells of a notebook keep what they showed when somebody last ran them; of one of R, which keeps all of them in a page, 1. */
export function countOutputs({ path, text }: Pick<ProjectFile, 'path' | 'text'>): number {
  if (/\.nb\.html$/i.test(path)) return 1;
  return text !== undefined && /\.ipynb$/i.test(path) ? [...text.matchAll(kept)].length : 0;
}

/** Says of notebooks and tables which are not copied that they hold something all the same; empty where none does. */
export function describeKept(files: readonly ProjectFile[], copied: ReadonlySet<string>): string {
  const outside = files.filter(({ path }) => !copied.has(path));
  return `${describeOutputs(outside)}${describeTables(outside)}`;
}

/** What a rehearsal reads is made up. */
const madeUp = /(?:^|\/)rehearsal\//;

function describeTables(files: readonly ProjectFile[]): string {
  const [first, ...others] = files.filter(
    ({ path, text = '' }) => /\.(?:csv|tsv|psv)$/i.test(path) && !madeUp.test(path) && judgeTable(text) !== undefined,
  );
  if (first === undefined) return '';
  const named = others.length === 0 ? `${first.path} has` : `${first.path} and ${String(others.length)} more have`;
  return `. Outside the image ${named} columns about people, and ${others.length === 0 ? 'goes' : 'go'} wherever the repository goes: is that made up?`;
}

function describeOutputs(files: readonly ProjectFile[]): string {
  const [first, ...others] = files.filter((file) => countOutputs(file) > 0);
  if (first === undefined) return '';
  const named = others.length === 0 ? `${first.path} keeps` : `${first.path} and ${String(others.length)} more keep`;
  return `. Outside the image ${named} saved outputs, which go wherever the repository goes`;
}
