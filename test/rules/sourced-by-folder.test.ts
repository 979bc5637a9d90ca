import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

const head = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\n';
const start = 'ENTRYPOINT ["Rscript", "/app/main.R"]\n';

test.each([
  ['where it is started', `${head}WORKDIR /app\n${start}`, 'source("R/read.R")\n', 'pass'],
  ['by its whole path', `${head}WORKDIR /scratch\n${start}`, 'source("/app/R/read.R")\n', 'pass'],
  ['after setwd', `${head}WORKDIR /scratch\n${start}`, 'setwd("/app")\nsource("R/read.R")\n', 'pass'],
  [
    'beside the program, which is started elsewhere',
    `${head}WORKDIR /scratch\n${start}`,
    'source("R/read.R")\n',
    'fail',
  ],
  ['that is a folder there', `${head}WORKDIR /scratch\n${start}`, 'x <- list.files("R")\n', 'fail'],
])('a file %s', async (_where, Dockerfile, program, expected) => {
  const facts = await factsOf({ Dockerfile, 'src/main.R': program, 'src/R/read.R': 'x <- 1\n' });
  const [result] = check(facts, [filesInImage]).results;
  expect(result?.verdict).toBe(expected);
  expect(result?.message.includes('the image has src/R')).toBe(expected === 'fail');
});

test('a script that nobody starts is no pass where it loads what the project does not have', async () => {
  const Dockerfile = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\n';
  const verdictOf = async (program: string): Promise<string | undefined> => {
    const facts = await factsOf({ Dockerfile, 'src/main.R': program, 'src/read.R': 'x <- 1\n' });
    return check(facts, [filesInImage]).results[0]?.verdict;
  };
  expect(await verdictOf('source("read.R")\n')).toBe('pass');
  expect(await verdictOf('source("clean.R")\n')).toBe('unknown');
});
