import type { Setting } from '../../model/atlas/atlas-entry.ts';
import type { Base } from '../../model/render/base.ts';
import type { OfflineVariable, OfflineView, PrintedVariable } from '../../model/render/offline-variable.ts';
import { meetsCondition } from './meets-condition.ts';
import type { SelectedLibrary } from './select-libraries.ts';

interface Row extends PrintedVariable {
  readonly kind: OfflineVariable['kind'] | Setting['kind'];
  /** Import name of the library that reads it only at its import; empty for none. */
  readonly readBy: string;
}

/** Longest line of settings in the offline modules, in characters: it stands in quotes and indented. */
const longest = 110;

/**
 * The rows of the table that always stand in a base, and those of the libraries in use, each variable once. The libraries
 * come before the general caches: what follows those stays where people put lines of their own. What the offline loader alone
 * reads stands only where there is one.
 */
export function selectOfflineVariables(
  table: readonly OfflineVariable[],
  base: Base,
  hasLoader: boolean,
  libraries: readonly SelectedLibrary[] = [],
): OfflineView {
  const always = table
    .filter(({ when, kind }) => meetsCondition(base, when) && (hasLoader || kind !== 'guard'))
    .map(({ name, value, kind, readBy = '', why }): Row => ({ name, value, kind, readBy, why }));
  const found = new Set(always.map(({ name }) => name));
  const used: Row[] = [];
  for (const { importName, settings, isBrought } of libraries) {
    for (const { name, value, kind, why, atImport, needed } of settings.filter(fitsEveryImage)) {
      if (found.has(name) || (isBrought && needed !== true)) continue;
      found.add(name);
      used.push({ name, value, kind, why, readBy: atImport === true ? importName : '' });
    }
  }
  const caches = always.findIndex(({ kind }) => kind === 'cache');
  const rows = always.toSpliced(caches < 0 ? always.length : caches, 0, ...used);
  const ofModule = rows.filter(({ kind }) => ['data', 'switch', 'cache'].includes(kind));
  const readOnce = new Set(ofModule.flatMap(({ readBy }) => (readBy === '' ? [] : [readBy])));
  return {
    variables: rows.map(({ name, value, why }) => ({ name, value, why })),
    lines: fillLines(ofModule.map(({ name, value }) => `${name}=${value}`)),
    readOnce: [...readOnce].toSorted().join(' '),
    secretLike: rows.some(({ name }) => /token|secret|passw|credential/i.test(name)),
  };
}

/** Words in as few lines as hold them. */
function fillLines(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= longest) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** What lies in the image, or answers there, is for a person to put there first. */
function fitsEveryImage({ value }: Setting): boolean {
  return !/(?:^|:)\/opt\/|^https?:|^127\./.test(value);
}
