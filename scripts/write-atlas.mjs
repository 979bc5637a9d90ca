import { isDeepStrictEqual } from 'node:util';
import { loadSource } from './load-source.mjs';

const parts = [
  ['atlas', 'catalog/atlas'],
  ['tabulateAtlas', 'rules/shared/atlas/index-atlas'],
];

/**
 * Writes the atlas down as data, with the table of what each entry is found by: as code it would be a fifth of what a run of most commands has to
 * load, and most runs need a few of its entries. A line with the table and what decides of each entry whether it is meant; then the entries.
 */
export async function writeAtlas(root) {
  const { atlas, tabulateAtlas } = await loadSource(root, parts);
  const keys = [...new Set(atlas.flatMap((entry) => Object.keys(entry)))];
  let end = 0;
  const texts = atlas.map(writeEntry);
  const entries = atlas.map(({ name, language, imports }, at) => {
    const start = end;
    end += texts[at].length;
    return [name, language, imports, start, end];
  });
  const written = `${JSON.stringify({ keys, entries, table: tabulateAtlas(atlas) })}\n${texts.join('')}`;
  const { atlas: restored, table } = restoreAtlas(written);
  const whole = restored.map((entry) => Object.fromEntries(keys.map((key) => [key, entry[key]])));
  const wanted = atlas.map((entry) => Object.fromEntries(keys.map((key) => [key, entry[key]])));
  if (!isDeepStrictEqual(whole, wanted) || !isDeepStrictEqual(table, tabulateAtlas(atlas)))
    throw new Error('the atlas holds what JSON cannot, besides patterns');
  return written;
}

/** An entry with the places of its patterns, which JSON cannot hold. */
function writeEntry(entry) {
  const patterns = [];
  const find = (value, path) => {
    if (value instanceof RegExp) patterns.push([path, value.source, value.flags]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) find(inner, [...path, key]);
  };
  find(entry, []);
  return JSON.stringify({ entry, patterns });
}

/** Reads what was written down; an entry is read when it is asked for more than its name. Its text goes into the bundle, so it uses nothing of this file. */
export function restoreAtlas(written) {
  const head = written.indexOf('\n') + 1;
  const { keys, entries, table } = JSON.parse(written.slice(0, head));
  class Entry {
    constructor([name, language, imports, start, end]) {
      this.name = name;
      this.language = language;
      this.imports = imports;
      this.place = [head + start, head + end];
    }

    whole() {
      if (this.read !== undefined) return this.read;
      const { entry, patterns } = JSON.parse(written.slice(...this.place));
      for (const [path, source, flags] of patterns) {
        const last = path.pop();
        path.reduce((part, key) => part[key], entry)[last] = new RegExp(source, flags);
      }
      return (this.read = entry);
    }
  }
  for (const key of keys)
    if (!['name', 'language', 'imports'].includes(key))
      Object.defineProperty(Entry.prototype, key, {
        get() {
          return this.whole()[key];
        },
      });
  return { atlas: entries.map((each) => new Entry(each)), table };
}
