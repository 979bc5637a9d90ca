import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import { factsOf } from '../helpers/project.ts';

const Dockerfile = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n';

test.each([
  ['what is written with the package', 'x <- AzureStor::multiupload_blob(a, b)\n', 'fail'],
  ['what it is known for, where it is attached', 'library(googlesheets4)\nx <- read_sheet("1")\n', 'fail'],
  ['what R itself has', 'library(AzureStor)\nx <- is.na(file.path("a", "b"))\ny <- tolower(c("A", "B"))\n', 'pass'],
  ['what R itself has, beside one that is named', 'x <- requireNamespace("paws")\ny <- gsub("a", "b", "c")\n', 'pass'],
])('of a package that is known as a whole: %s', async (_what, program, expected) => {
  const [result] = check(await factsOf({ Dockerfile, 'main.R': program }), [noRuntimeDownload]).results;
  expect(result?.verdict).toBe(expected);
});
