import { expect, test } from 'vitest';
import { renderedOf } from '../../../src/engine/adopt/start/rendered-of.ts';

const rendered = (...start: readonly string[]): readonly string[] => renderedOf(start).map(({ what }) => what);

test('what a start renders stands beside its source, or where the words say', () => {
  expect(rendered('Rscript', '-e', 'rmarkdown::render("docs/paper.Rmd")')).toEqual(['docs/paper.*']);
  expect(rendered('Rscript', '-e', 'rmarkdown::render(input = "./docs/paper.Rmd", quiet = TRUE)')).toEqual([
    'docs/paper.*',
  ]);
  expect(rendered('Rscript', '-e', "rmarkdown::render('docs/paper.Rmd', output_dir = 'out/')")).toEqual(['out/']);
  expect(rendered('jupyter', 'nbconvert', '--execute', '--to', 'html', 'notebooks/a.ipynb')).toEqual(['notebooks/a.*']);
  expect(rendered('papermill', 'notebooks/a.ipynb', 'results/a.ipynb')).toEqual(['results/a.ipynb']);
});

test('each of several command lines counts; a place of the TRE and what only runs are none', () => {
  expect(
    rendered(
      'sh',
      '-c',
      `Rscript a.R && Rscript -e 'rmarkdown::render("b/c.Rmd")' && papermill d.ipynb /safe_outputs/d.ipynb`,
    ),
  ).toEqual(['b/c.*']);
  expect(rendered('quarto', 'render', 'docs/a.qmd')).toEqual([]);
  expect(rendered('Rscript', '-e', 'source("docs/a.R")')).toEqual([]);
});
