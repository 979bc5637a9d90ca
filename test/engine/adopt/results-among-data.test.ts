import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { RepositoryFacts } from '../../../src/model/adopt/repository-facts.ts';
import { findResults, findTest, isKeptResult } from '../../../src/engine/adopt/results-among-data.ts';
import { shellWord } from '../../../src/shared/shell-word.ts';

const resultsOf = (...written: readonly string[]): readonly string[] =>
  findResults({ reads: [], writes: written.map((what) => ({ what })) } as unknown as RepositoryFacts, ['data']);

test('of a folder of results below the data everything new is kept, since its folders may hang on a run', () => {
  const results = resultsOf('data/results/17520/people.csv', 'data/results/17520/beer_....csv', 'data/summary.csv');
  expect(results).toEqual(['data/results/', 'data/summary.csv']);
  expect(isKeptResult('./data/results/1200/people.csv', results)).toBe(true);
  expect(isKeptResult('data/primary/people.csv', results)).toBe(false);
  const folder = mkdtempSync(join(tmpdir(), 'results-'));
  for (const path of ['data/results/1200/a.csv', 'data/results/b.csv', 'data/primary/c.csv', 'data/summary.csv']) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
  const tests = results.map((each) => findTest(each, shellWord)).join(' -o ');
  const found = execFileSync('sh', ['-c', `find ./data -type f \\( ${tests} \\)`], { cwd: folder, encoding: 'utf8' });
  expect(found.trim().split('\n').toSorted()).toEqual([
    './data/results/1200/a.csv',
    './data/results/b.csv',
    './data/summary.csv',
  ]);
  rmSync(folder, { recursive: true });
});

test('a file of its own name in such a folder stays one file', () => {
  expect(resultsOf('data/results/people.csv')).toEqual(['data/results/people.csv']);
});
