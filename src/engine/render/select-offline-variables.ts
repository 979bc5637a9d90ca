import type { Setting } from '../../model/atlas/atlas-entry.ts';
import type { Base } from '../../model/render/base.ts';
import type { OfflineVariable, OfflineView, PrintedVariable } from '../../model/render/offline-variable.ts';
import { meetsCondition } from './meets-condition.ts';
import type { SelectedLibrary } from './select-libraries.ts';

type Row = PrintedVariable & { readonly kind: OfflineVariable['kind'] | Setting['kind'] };

/**
 * The rows of the table that always stand in a base, and those of the libraries in use, each variable once. The libraries
 * come before the general caches: what follows those stays where people put lines of their own.
 */
export function selectOfflineVariables(
  table: readonly OfflineVariable[],
  base: Base,
  libraries: readonly SelectedLibrary[] = [],
): OfflineView {
  const always = table
    .filter(({ when }) => meetsCondition(base, when))
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
  const print = (kinds: readonly Row['kind'][]): readonly PrintedVariable[] =>
    rows
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ name, value, readBy, why }) => ({ name, value, readBy, why }));
  const variables = print(['data', 'switch', 'cache', 'output', 'guard']);
  return {
    variables,
    switches: print(['switch']),
    folders: print(['data', 'cache']),
    secretLike: variables.some(({ name }) => /token|secret|passw|credential/i.test(name)),
  };
}

/** What lies in the image, or answers there, is for a person to put there first. */
function fitsEveryImage({ value }: Setting): boolean {
  return !/(?:^|:)\/opt\/|^https?:|^127\./.test(value);
}
