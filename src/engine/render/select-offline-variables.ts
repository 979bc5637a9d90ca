import type { BaseName } from '../../model/answers/answers.ts';
import type { OfflineVariable, OfflineView, PrintedVariable } from '../../model/render/offline-variable.ts';

/** The rows of the table that hold for a base, in the table's order. */
export function selectOfflineVariables(table: readonly OfflineVariable[], base: BaseName): OfflineView {
  const rows = table.filter((row) => row.bases.includes(base));
  const print = (kinds: readonly OfflineVariable['kind'][]): readonly PrintedVariable[] =>
    rows
      .filter((row) => kinds.includes(row.kind))
      .map(({ name, value, readBy = '', why }) => ({ name, value, readBy, why }));
  return {
    variables: print(['data', 'switch', 'cache', 'guard']),
    switches: print(['switch']),
    folders: print(['data', 'cache']),
  };
}
