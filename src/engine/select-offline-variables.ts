import type { BaseName } from '../model/answers.ts';
import type { OfflineVariable } from '../model/offline-variable.ts';

/** One variable as templates print it. */
export interface PrintedVariable {
  readonly name: string;
  readonly value: string;
  /** Import name of the library that reads it only at its import; empty for none. */
  readonly readBy: string;
  readonly why: string;
}

/** What templates see of the offline variables of one base. */
export interface OfflineView {
  /** Every variable, in the order of the Dockerfile's last `ENV` instruction, after all installations. */
  readonly variables: readonly PrintedVariable[];
  /** Those that turn network use off: an offline module sets them over any other value. */
  readonly switches: readonly PrintedVariable[];
  /** Those that name a folder: an offline module sets them where nobody did. */
  readonly folders: readonly PrintedVariable[];
}

/** The rows of the table that hold for a base, in the table's order. */
export function selectOfflineVariables(table: readonly OfflineVariable[], base: BaseName): OfflineView {
  const rows = table.filter((row) => row.bases.includes(base));
  const print = (kinds: readonly OfflineVariable['kind'][]): readonly PrintedVariable[] =>
    rows.filter((row) => kinds.includes(row.kind)).map(({ name, value, readBy = '', why }) => ({ name, value, readBy, why }));
  return { variables: print(['data', 'switch', 'cache', 'guard']), switches: print(['switch']), folders: print(['data', 'cache']) };
}
