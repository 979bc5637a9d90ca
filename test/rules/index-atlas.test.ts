import { expect, test } from 'vitest';
import { atlas } from '../../src/catalog/atlas.ts';
import { indexAtlas, rememberTable, tabulateAtlas } from '../../src/rules/shared/atlas/index-atlas.ts';

const table = tabulateAtlas(atlas);

test('a table that was written down finds what one that was just made finds', () => {
  const copy = [...atlas];
  rememberTable(copy, JSON.parse(JSON.stringify(table)) as typeof table);
  const [made, read] = [indexAtlas(atlas), indexAtlas(copy)];
  const parts = Object.keys(table.byLastPart);
  expect(parts.length).toBeGreaterThan(300);
  for (const part of parts) {
    const found = made.byLastPart(part).map(({ entry, trigger, pattern }) => ({ entry, trigger, pattern }));
    expect(read.byLastPart(part).map(({ entry, trigger, pattern }) => ({ entry, trigger, pattern }))).toEqual(found);
    for (const { entry, trigger, pattern } of found) {
      expect(entry.triggers).toContain(trigger);
      expect(trigger.calls).toContain(pattern);
    }
  }
});

test('each entry is found by its name, imports and packages, and by its calls and commands where they were seen', () => {
  const index = indexAtlas(atlas);
  for (const entry of atlas) {
    expect(index.byName(entry.name)).toBe(entry);
    for (const name of entry.imports) expect(index.byImport(name)).toContain(entry);
    for (const name of Object.values(entry.packages).flat())
      expect(index.byPackage(name.toLowerCase().replaceAll(/[._-]+/g, '-'))).toContain(entry);
    for (const trigger of entry.seen.how === 'reported' ? [] : entry.triggers)
      for (const command of trigger.reported === true ? [] : (trigger.commands ?? []))
        expect(index.byProgram(command.split(' ')[0] ?? '').map((found) => found.trigger)).toContain(trigger);
  }
});

test('what every object has is in no list', () => {
  const index = indexAtlas(atlas);
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect(index.byLastPart(name)).toEqual([]);
    expect(index.byPackage(name)).toEqual([]);
    expect(index.byName(name)).toBeUndefined();
  }
});
