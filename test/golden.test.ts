import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bases } from '../src/catalog/bases.ts';
import { goldenFolder, listVariants, readVariant, renderAnswers } from './helpers/golden.ts';

const variants = listVariants();

function listFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

/** `vitest -u` also removes what is no longer generated. */
function removeUnused(folder: string, unused: readonly string[]): readonly string[] {
  const state = expect.getState() as unknown as { readonly snapshotState: Readonly<Record<string, string>> };
  if (state.snapshotState['_updateSnapshot'] !== 'all') return unused;
  for (const file of unused) rmSync(join(folder, file));
  return [];
}

test('every base has a minimal and a full variant', () => {
  expect(variants).toEqual(
    expect.arrayContaining(Object.keys(bases).flatMap((base) => [`${base}-full`, `${base}-minimal`])),
  );
});

test('there is no tree without answers', () => {
  const folders = readdirSync(goldenFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !variants.includes(name))).toEqual([]);
});

describe.each(variants)('golden tree %s', (variant) => {
  test('is what the templates give', async () => {
    const tree = await renderAnswers(await readVariant(variant));
    const folder = join(goldenFolder, variant);
    for (const [path, { text }] of tree) await expect(text).toMatchFileSnapshot(join(folder, path));
    expect(
      removeUnused(
        folder,
        listFiles(folder).filter((file) => !tree.has(file)),
      ),
    ).toEqual([]);
  });

  test('has programs that can be started, and line ends that every tool takes', async () => {
    const tree = [...(await renderAnswers(await readVariant(variant)))];
    expect(
      tree.filter(([, { text, executable }]) => executable !== text.startsWith('#!')).map(([path]) => path),
    ).toEqual([]);
    expect(
      tree.filter(([, { text }]) => !/[^\n]\n$/.test(text) || /\r|[ \t]\n/.test(text)).map(([path]) => path),
    ).toEqual([]);
  });
});
