import { expect, test } from 'vitest';
import { manifestPath, readModelsManifest } from '../../../src/parse/manifests/models-manifest.ts';

const sha = 'a'.repeat(64);
const commit = 'b'.repeat(40);
const model = {
  name: 'bert',
  target: 'models/bert',
  licence: 'apache-2.0',
  source: { repository: 'google-bert/bert', revision: commit },
  files_from: commit,
  files: [{ path: 'config.json', size: 5, sha256: sha }],
};
const read = (value: unknown): ReturnType<typeof readModelsManifest> =>
  readModelsManifest(manifestPath, JSON.stringify(value, null, 2));

test('a fetched model: complete, at its line', () => {
  const { models, problems, unread } = read({
    version: 1,
    models: [model, { ...model, name: 'second', target: 'image' }],
  });
  expect([problems, unread]).toEqual([[], undefined]);
  expect(models[0]).toEqual({
    name: 'bert',
    target: 'models/bert',
    repository: 'google-bert/bert',
    licence: 'apache-2.0',
    revision: commit,
    files: 1,
    incompleteFiles: 0,
    line: 5,
  });
  expect(models[1]).toMatchObject({ name: 'second', target: 'image', line: 22 });
});

test('files without a size or a whole checksum are not complete', () => {
  const { path } = { path: 'x' };
  const { models } = read({
    version: 1,
    models: [
      {
        ...model,
        files: [{ path, size: 5, sha256: sha }, { path, sha256: sha }, { path, size: 5, sha256: sha.slice(1) }, 'x'],
      },
    ],
  });
  expect(models[0]).toMatchObject({ files: 1, incompleteFiles: 3 });
});

test('a need that is no text is named as it stands', () => {
  const need: unknown = JSON.parse('{"toString":1,"valueOf":1}');
  const { models } = read({ version: 1, models: [{ ...model, needs: ['acme/base', need] }] });
  expect(models[0]?.needs).toEqual(['acme/base', '{"toString":1,"valueOf":1}']);
});

test('a model that moves or was not fetched says so', () => {
  expect(
    read({ version: 1, models: [{ ...model, source: { ...model.source, revision: 'main' } }] }).models[0],
  ).toMatchObject({ revision: 'main', unfetched: expect.stringContaining('can move') });
  expect(read({ version: 1, models: [{ ...model, files: [] }] }).models[0]?.unfetched).toContain('not fetched');
});

test('what the offline module would refuse is a problem; what is no manifest is unread', () => {
  expect(read({ version: 1, models: [{ ...model, target: '../x' }] }).problems).toHaveLength(1);
  expect(readModelsManifest(manifestPath, '{').unread).toMatch(/^it is not JSON \(/);
  for (const value of [null, [], { models: {} }, { version: 1 }])
    expect(read(value)).toMatchObject({ unread: 'it has no list "models"', models: [] });
  expect(read({ version: 1, models: [null, 'x', {}] }).models).toMatchObject([
    { name: '', files: 0, incompleteFiles: 0 },
  ]);
});
