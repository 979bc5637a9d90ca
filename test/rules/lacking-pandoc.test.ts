import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

const rendering = 'rmarkdown::render("/app/a.Rmd", output_dir = "/safe_outputs")\n';
const named = '["Rscript", "/app/main.R"]';

async function said(
  main: string,
  { from = 'docker.io/rocker/r-ver:4.5.3', more = '', start = named } = {},
): Promise<string> {
  const files = {
    Dockerfile: `FROM ${from}\n${more}COPY install_packages.R main.R a.Rmd /app/\nRUN Rscript /app/install_packages.R\nENTRYPOINT ${start}\n`,
    'install_packages.R': 'install.packages(c("rmarkdown", "knitr"))\n',
    'main.R': main,
    'a.Rmd': '---\noutput: html_document\n---\n\n```{r}\nprint(1)\n```\n',
  };
  const { results } = check(await factsOf(files), [importsInstalled]);
  return results.map(({ message, verdict }) => `${verdict} ${message}`).join('\n');
}

const lacking = /^fail .*needs pandoc, which docker\.io\/rocker\/r-ver:4\.5\.3 does not have/m;

test('a document that R renders is a finding where the image is known to have no pandoc', async () => {
  expect(await said(rendering)).toMatch(lacking);
  expect(await said(`library(rmarkdown)\n${rendering.replace('rmarkdown::', '')}`)).toMatch(lacking);
  expect(await said('1\n', { start: `["Rscript", "-e", "rmarkdown::render('/app/a.Rmd')"]` })).toMatch(lacking);
});

test.each([
  ['it is installed', rendering, { more: 'RUN apt-get update && apt-get install -y pandoc\n' }],
  ['the image has RStudio, which brings it', rendering, { from: 'docker.io/rocker/verse:4.5.3' }],
  ['nobody knows what the image has', rendering, { from: 'ghcr.io/me/r:1' }],
  ['a function that is never called renders', `f <- function() ${rendering}`, {}],
  ['it only knits', 'knitr::knit("/app/a.Rmd", "/safe_outputs/a.md")\n', {}],
  ['another package has a function of that name', 'render <- function(x) x\nrender(1)\n', {}],
])('none where %s', async (_, main, image) => {
  expect(await said(main, image)).not.toContain('needs pandoc');
});
