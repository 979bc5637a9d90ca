import { expect, test } from 'vitest';
import { judgePackages } from '../../src/catalog/questions/judge-packages.ts';
import { julia } from '../../src/catalog/bases/julia.ts';

test.each([
  ['csv@0.10.15', 'write "CSV@0.10.15"'],
  ['Dataframes@1.7.0', 'write "DataFrames@1.7.0"'],
  ['dataframes.jl', 'write "DataFrames"'],
  ['statistics', 'write "Statistics"'],
])('a package of Julia in other letters than its own is refused: %s', (entry, fix) => {
  expect(judgePackages([entry], julia)?.fix).toBe(fix);
});

test.each(['CSV@0.10.15', 'DataFrames', 'OurTools@1.0.0', 'ourtools'])('%s is not', (entry) => {
  expect(judgePackages([entry], julia)).toBeUndefined();
});
