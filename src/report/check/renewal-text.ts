/** What became of a checklist. */
export interface Renewal {
  /** Its name, from where the command was typed. */
  readonly name: string;
  /** What a person must know beside, a line each. */
  readonly notes: readonly string[];
  /** Number of lines that changed. */
  readonly lines: number;
  /** Keys of rows whose box is no longer ticked, by why. */
  readonly lost: ReadonlyMap<string, readonly string[]>;
}

/** What became of it, a line each. Whoever signed with ticks that are gone must hear so, and why: one line for each reason. */
export function formatRenewal({ name, notes, lines, lost }: Renewal): string {
  const head =
    lines === 0 ? `${name} is up to date.\n` : `${name}: ${String(lines)} ${lines === 1 ? 'line' : 'lines'} renewed.\n`;
  const gone = [...lost].map(
    ([why, keys]) =>
      `${name}: ${String(keys.length)} ${keys.length === 1 ? 'box is' : 'boxes are'} no longer ticked, since ${why}: ${keys.map((key) => key.replace(':', ' ').replace(/^rule /, '')).join(', ')}\n`,
  );
  return [...notes, head, ...gone].join('');
}
