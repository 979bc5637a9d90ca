import { expect, it } from 'vitest';
import { findOrchestrators } from '../../../src/parse/adopt/find-orchestrators.ts';

const kinds = (Makefile: string): readonly string[] =>
  findOrchestrators([{ path: 'Makefile', text: Makefile, size: Makefile.length, executable: false }]).map(
    ({ kind }) => kind,
  );

it.each([
  ["all:\n\tRscript -e 'devtools::document()'\n\tRscript -e 'devtools::install()'\n"],
  [
    "all: README.md site\n\nREADME.md: README.Rmd\n\tRscript -e 'rmarkdown::render(\"README.Rmd\")'\n\nsite:\n\tRscript -e 'pkgdown::build_site()'\n",
  ],
  ['check:\n\tR CMD build .\n\tRscript -e "rcmdcheck::rcmdcheck()"\n'],
])('takes no Makefile for a program that only looks after a package: %j', (text) => {
  expect(kinds(text)).toEqual([]);
});

it('takes one that also runs a program', () => {
  expect(kinds("all:\n\tRscript -e 'devtools::install()'\n\tRscript analysis/run.R\n")).toEqual(['make']);
});
