import type { Base } from '../../model/render/base.ts';
import type { OfflineVariable, OfflineView, PrintedVariable } from '../../model/render/offline-variable.ts';
import { meetsCondition } from './meets-condition.ts';

/** The rows of the table that hold for a base, in the table's order. */
export function selectOfflineVariables(table: readonly OfflineVariable[], base: Base): OfflineView {
  const rows = table.filter(({ when }) => meetsCondition(base, when));
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
