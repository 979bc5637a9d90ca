import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainUnfetched, findManifestProblems } from '../../../src/parse/manifests/manifest-problems.ts';
import { readModelsManifest } from '../../../src/parse/manifests/models-manifest.ts';

interface Case {
  readonly title: string;
  readonly verdict: 'ready' | 'unfetched' | 'bad';
  readonly manifest: unknown;
}
/** Python's and R's readers are held to the same table in `test/models`. */
const cases = JSON.parse(
  readFileSync(new URL('../../models/manifest-cases.json', import.meta.url), 'utf8'),
) as readonly Case[];

test.each(cases)('$title: $verdict', ({ verdict, manifest }) => {
  const problems = findManifestProblems(manifest);
  const { models } = readModelsManifest('models.json', JSON.stringify(manifest));
  const found =
    problems.length > 0 ? 'bad' : models.some(({ unfetched }) => unfetched !== undefined) ? 'unfetched' : 'ready';
  expect({ found, problems }).toMatchObject({ found: verdict });
});

test('every problem is named with its place, not the first only', () => {
  expect(findManifestProblems({ version: 1, models: [{}, { name: 'a', target: '/x', source: {} }] })).toEqual([
    'models[0]: {} has no name',
    'models[0]: {} has no target',
    'models[0]: {} has no source',
    `models[1].target: "/x" is no relative path below a folder; write a path below /safe_data, or 'image'`,
    'models[1].source: {} is not one of what may stand there; write exactly one of repository (with revision), urls, folder',
  ]);
});

test('a reason why an entry is not complete names what is there', () => {
  const source = { repository: 'a/b', revision: 'c'.repeat(40) };
  expect(explainUnfetched({ source: { ...source, revision: 'v1' } })).toContain("'v1' is a branch or tag");
  expect(explainUnfetched({ source, files: [] })).toBe('its files were not fetched yet');
  expect(explainUnfetched({ source, files: [{}], files_from: 'd'.repeat(40) })).toMatch(
    /of commit d{40}, not of c{40}/,
  );
});

test('whatever a document holds, it is judged, never an exception', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
      const documents = [
        value,
        { version: 1, models: value },
        { version: 1, models: [value, other] },
        { version: 1, models: [{ name: 'a', target: 'b', source: value, files: other }] },
      ];
      expect(documents.map(findManifestProblems).every(Array.isArray)).toBe(true);
    }),
  );
});
