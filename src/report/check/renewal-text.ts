/** What became of a checklist. */
export interface Renewal {
  /** Its name, from where the command was typed. */
  readonly name: string;
  /** What a person must know beside, a line each. */
  readonly notes: readonly string[];
  /** Number of lines that changed. */
  readonly lines: number;
  /** Keys of rows that somebody had taken out. */
  readonly restored: readonly string[];
  /** Keys of rows whose box is no longer ticked, by why. */
  readonly lost: ReadonlyMap<string, readonly string[]>;
}

/** What became of it, a line each. Whoever signed with ticks that are gone must hear so, and why: one line for each reason. */
export function formatRenewal({ name, notes, lines, restored, lost }: Renewal): string {
  const head =
    lines === 0 ? `${name} is up to date.\n` : `${name}: ${String(lines)} ${lines === 1 ? 'line' : 'lines'} renewed.\n`;
  const back =
    restored.length === 0
      ? []
      : [
          `${name}: ${restored.length === 1 ? 'a row that was deleted is' : `${String(restored.length)} rows that were deleted are`} back, since whoever signs must see ${restored.length === 1 ? 'it' : 'them'}: ${restored.map(nameRow).join(', ')}. What does not concern this project you answer behind the row\n`,
        ];
  const gone = [...lost].map(
    ([why, keys]) =>
      `${name}: ${String(keys.length)} ${keys.length === 1 ? 'box is' : 'boxes are'} no longer ticked, since ${why}: ${keys.map(nameRow).join(', ')}\n`,
  );
  return [...notes, head, ...back, ...gone].join('');
}

/** `question 40`, or the name of a rule. */
function nameRow(key: string): string {
  return key.replace(':', ' ').replace(/^rule /, '');
}
