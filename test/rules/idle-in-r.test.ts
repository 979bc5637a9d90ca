import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import { factsOf } from '../helpers/project.ts';

const refresh = 'refresh <- function() {\n  download.file("https://example.org/a.csv", "a.csv")\n}\n';

async function verdictOf(files: Readonly<Record<string, string>>): Promise<string> {
  const dockerfile = 'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /app\nCOPY . .\nCMD ["Rscript", "/app/main.R"]\n';
  const { results } = check(await factsOf({ Dockerfile: dockerfile, ...files }), [noRuntimeDownload]);
  return results[0]?.verdict ?? 'none';
}

test.each<[string, Record<string, string>]>([
  ['of the script that is started', { 'main.R': `${refresh}print(1)\n` }],
  ['of a script that it loads', { 'main.R': 'source("helpers.R")\nprint(1)\n', 'helpers.R': refresh }],
])('a function of R that nothing names downloads nothing: %s', async (_, files) => {
  expect(await verdictOf(files)).toBe('pass');
});

test.each<[string, string]>([
  ['called', `${refresh}refresh()\n`],
  ['called by another function that is called', `${refresh}go <- function() refresh()\ngo()\n`],
  ['handed on', `${refresh}invisible(lapply(1, refresh))\n`],
  ['named by a text', `${refresh}do.call("refresh", list())\n`],
  ['found by a text that is put together', `${refresh}do.call(paste0("re", "fresh"), list())\n`],
  ['found by an option', `${refresh}get(commandArgs(TRUE)[1])()\n`],
  ['found among all', `${refresh}for (f in ls()) if (is.function(get(f))) get(f)()\n`],
  ['a member of a list', `x <- list(refresh = function() download.file("https://example.org/a", "a"))\nx$refresh()\n`],
  ['a method, which R finds by the class', `print.study <- function(x) download.file("https://example.org/a", "a")\n`],
  ['parsed from a text', `${refresh}eval(parse(text = readLines("/safe_data/run.txt")))\n`],
])('a function of R that is %s downloads', async (_, main) => {
  expect(await verdictOf({ 'main.R': main })).not.toBe('pass');
});

test('a document may call a function amid its text', async () => {
  const files = {
    'main.R': 'source("helpers.R")\nrmarkdown::render("paper.Rmd")\n',
    'helpers.R': refresh,
    'paper.Rmd': '# A\n\nThe number is `r refresh()`.\n',
  };
  expect(await verdictOf(files)).not.toBe('pass');
});
