import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atlas } from '../../../src/catalog/atlas.ts';
import { languages } from '../../../src/catalog/languages.ts';
import { formatLibraryDoc, formatLibraryIndex } from '../../../src/report/atlas/library-doc.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'libraries');

test.each(atlas)('docs/libraries/$name.md is what the entry says', async (entry) => {
  await expect(formatLibraryDoc(entry, languages)).toMatchFileSnapshot(join(folder, `${entry.name}.md`));
});

test('the index lists every library', async () => {
  await expect(formatLibraryIndex(atlas, languages)).toMatchFileSnapshot(join(folder, 'README.md'));
});

test('no page is left of a library that is gone', () => {
  const wanted = new Set(['README.md', ...atlas.map(({ name }) => `${name}.md`)]);
  const unused = readdirSync(folder).filter((file) => !wanted.has(file));
  const state = expect.getState() as unknown as { readonly snapshotState: Readonly<Record<string, string>> };
  const removes = state.snapshotState['_updateSnapshot'] === 'all';
  if (removes) for (const file of unused) rmSync(join(folder, file));
  expect(removes ? [] : unused).toEqual([]);
});
