import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import secrets from '../../src/rules/no-secrets.ts';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import type { ProjectFacts } from '../../src/model/sources/facts.ts';
import { parseProject } from '../../src/parse/project/project.ts';

const text = 'FROM docker.io/library/python:3.13\nCOPY . /app/\n';

/** A project with files that were not read. */
async function holding(...paths: readonly string[]): Promise<ProjectFacts> {
  return parseProject(
    [
      { path: 'Dockerfile', text, size: text.length, executable: false },
      ...paths.map((path) => ({ path, size: 100, executable: false })),
    ],
    { bases: Object.values(bases), images: knownImages },
  );
}

test.each([
  ['lists/means.npz', 'pass'],
  ['lists/means.RData', 'pass'],
  ['lists/means.csv.gz', 'pass'],
  ['lists/brain.nii.gz', 'pass'],
  ['app/__pycache__/main.cpython-312.pyc', 'pass'],
  ['models/weights.pt', 'pass'],
  ['settings.tar.gz', 'unknown'],
  ['settings.zip', 'unknown'],
  ['table.csv.zip', 'unknown'],
  ['settings.yml.gz', 'unknown'],
  ['accounts.sqlite', 'unknown'],
  ['tool', 'unknown'],
])('%s, which is not read, may hold a secret: %s', async (path, verdict) => {
  const [result] = check(await holding(path), [secrets]).results;
  expect(result?.verdict).toBe(verdict);
});

test('how many files of data were not opened is said', async () => {
  const facts = await holding('a.npz', 'b.rds');
  expect(check(facts, [secrets]).results[0]?.message).toContain('of which 2 files of data were not opened');
});
