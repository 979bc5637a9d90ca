import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Rooms of one file a thing, which are looked up by name. */
const collections: ReadonlySet<string> = new Set(['src/rules', 'src/catalog/atlas']);

test('no room of the source has more files than a person takes in', () => {
  const folders = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  const full = folders.filter(
    (folder) => !collections.has(folder) && readdirSync(folder).filter((name) => name.endsWith('.ts')).length > 20,
  );
  expect(folders.length).toBeGreaterThan(50);
  expect(full).toEqual([]);
});
