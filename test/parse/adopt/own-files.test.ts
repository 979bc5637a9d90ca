import { expect, test } from 'vitest';
import type { ProjectFile } from '../../../src/model/sources/facts.ts';
import { findOwnFiles } from '../../../src/parse/adopt/own-files.ts';

function leftOut(...paths: readonly string[]): readonly string[] {
  const files = paths.map((path): ProjectFile => ({ path, text: '', size: 0, executable: false }));
  return findOwnFiles(files).leftOut.map(({ folder }) => folder);
}

test.each([
  ['scenario_files/base.py', 'scenario.py'],
  ['runs/merge_files/anc/b.py', 'merge.Rmd'],
  ['image_cache/load.R', 'image.R'],
])('a folder whose name alone is that of a rendered document holds programs: %s', (...paths) => {
  expect(leftOut(...paths)).toEqual([]);
});

test.each([
  ['paper.Rmd', 'paper_files/figure-html/a.js', 'paper_files'],
  ['docs/paper.qmd', 'docs/paper_files/libs/x/a.js', 'docs/paper_files'],
  ['docs/paper.rmd', 'docs/paper_cache/html/a.R', 'docs/paper_cache'],
])('what was rendered beside its document stays out: %s', (document, written, folder) => {
  expect(leftOut(document, written)).toEqual([folder]);
});
