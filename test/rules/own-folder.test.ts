import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

// What a program opens beside itself, whichever way it finds its own folder.

const words = 'grep("^--file=", commandArgs(FALSE), value = TRUE)';

const judge = async (files: Readonly<Record<string, string>>, rule: Rule = filesInImage): Promise<string> => {
  const { results } = check(await factsOf(files), [rule]);
  return results.map(({ verdict, message }) => `${verdict} ${message}`).join('\n');
};

const r = (main: string, ignored = '**/*.csv\n'): Readonly<Record<string, string>> => ({
  Dockerfile:
    'FROM docker.io/library/r-base:4.5.1\nCOPY src/ /app/\nWORKDIR /scratch\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  '.dockerignore': ignored,
  'src/main.R': `${main}\n`,
  'src/R/io.R': 'me <- dirname(sys.frame(1)$ofile)\nio <- function(x) x\n',
  'src/lookups/simd.csv': 'a\n',
});

describe('R', () => {
  test.each([
    `dirname(sub("^--file=", "", ${words}[1]))`,
    `dirname(normalizePath(sub("--file=", "", ${words})))`,
    'dirname(substring(commandArgs()[grep("--file=", commandArgs())], 8))',
    `dirname(strsplit(${words}, "=")[[1]][2])`,
    'this.path::this.dir()',
  ])('finds its own folder by %s', async (own) => {
    const opens = `here <- ${own}\nx <- read.csv(file.path(here, "lookups", "simd.csv"))`;
    expect(await judge(r(opens))).toMatch(
      /^fail opens \/app\/lookups\/simd\.csv, and src\/lookups\/simd\.csv is not in the image/,
    );
    expect(await judge(r(opens, '.git\n'))).toMatch(/^pass /);
  });

  test('sources what is not there, and what is', async () => {
    const here = `here <- dirname(sub("^--file=", "", ${words}[1]))\n`;
    expect(await judge(r(`${here}source(file.path(here, "R", "nothere.R"))`))).toMatch(
      /^fail reads \/app\/R\/nothere\.R, which neither the image nor the TRE has/,
    );
    expect(await judge(r(`${here}source(file.path(here, "R", "io.R"))`))).toMatch(/^pass /);
  });

  test('sees what a function of a script writes that is sourced from there', async () => {
    const here = `here <- dirname(sub("^--file=", "", ${words}[1]))\n`;
    const files = {
      ...r(`${here}source(file.path(here, "R", "io.R"))\nplot_km(1, "results/km.png")`),
      'src/R/io.R': 'plot_km <- function(cohort, path) {\n  ggsave(path, ggplot(cohort))\n}\n',
    };
    expect(await judge(files, outputs)).toMatch(/^fail writes results\/km\.png to \/scratch, where it is started/);
  });

  test('knows the folder of a script that another sources by its frame, and not by what was started', async () => {
    const main = 'source("/app/R/io.R")\n';
    const opens = (own: string): Readonly<Record<string, string>> => ({
      ...r(main),
      'src/R/io.R': `x <- read.csv(file.path(dirname(${own}), "..", "lookups", "simd.csv"))\n`,
    });
    expect(await judge(opens('sys.frame(1)$ofile'))).toMatch(
      /^fail opens .*src\/lookups\/simd\.csv is not in the image/,
    );
    expect(await judge(opens(`sub("^--file=", "", ${words}[1])`))).not.toMatch(/^fail /);
  });
});
