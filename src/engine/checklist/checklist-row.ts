import type { ChecklistEntry, ChecklistState } from '../../model/checklist/checklist.ts';
import { fingerprint } from './checklist-text.ts';

const boxes: Readonly<Record<ChecklistState, string>> = {
  met: 'x',
  looked: ' ',
  aside: '-',
  mend: ' ',
  run: ' ',
  person: ' ',
};
/** Before the tool's words in a row that a person ticked and that nothing proves. */
const byHand = '**Ticked by hand, not proved.**';
const row =
  /^(?<head>\|\s*\[)(?<box>[ xX-])(?<middle>\]\s*\|.*?)(?:<!-- wrote:(?<state>[a-z]+):(?<print>[0-9a-f]{8}) --> ?)?<!-- (?<key>(?:rule:[a-z0-9-]+)|(?:question:\d+)) -->(?<tail>\s*\|?\s*)$/;

/** A row of the checklist as it stands in a file. */
export interface ChecklistRow {
  readonly key: string;
  readonly box: string;
  /** As the tool wrote it; absent in a row that it never wrote. */
  readonly state?: ChecklistState;
  /** Cells before the last, without the box. */
  readonly cells: readonly string[];
  /** The last cell without marks. */
  readonly text: string;
  /** Fingerprint of the words that the tool wrote there last. */
  readonly print?: string;
  /** The box, and the last cell, are as the tool wrote them. */
  readonly boxIsOurs: boolean;
  readonly textIsOurs: boolean;
  readonly write: (entry: ChecklistEntry) => string;
}

/** Prints a row: box, cells, and the last cell with what the tool says and its marks. Cells are Markdown already. */
export function printRow(key: string, cells: readonly string[], entry: ChecklistEntry): string {
  const text = entry.text ?? '';
  return `| [${boxes[entry.state]}] | ${cells.join(' | ')} | ${pad(text)}<!-- wrote:${entry.state}:${fingerprint(text)} --> <!-- ${key} --> |`;
}

/**
 * Reads a line of a checklist; nothing when it is no row of ours.
 * `write` gives the line with the tool's part renewed. A box or a last cell that a person changed since stays as it is.
 */
export function readRow(line: string): ChecklistRow | undefined {
  const found = row.exec(line)?.groups;
  if (found === undefined) return undefined;
  const { head = '', box = ' ', middle = '', print, key = '', tail = '' } = found;
  const state = toState(found['state']);
  const border = lastBorder(middle);
  const text = middle.slice(border);
  const boxIsOurs = state === undefined ? box === ' ' : box.toLowerCase() === boxes[state];
  const textIsOurs = fingerprint(text) === (print ?? fingerprint(''));
  return {
    key,
    box: box.toLowerCase(),
    ...(state === undefined ? {} : { state }),
    cells: splitCells(middle.slice(0, border)),
    text: text.trim(),
    ...(print === undefined ? {} : { print }),
    boxIsOurs,
    textIsOurs,
    write: (entry) => {
      // What a person ticked and the tool now proves is proved; any other tick or mark of a person stays theirs.
      const isOurs = boxIsOurs || (entry.state === 'met' && box.toLowerCase() === boxes.met);
      const said = isOurs || box.toLowerCase() !== boxes.met ? entry.text : withByHand(entry);
      const next = said === undefined || !textIsOurs ? text : ` ${pad(said)}`;
      const mark = textIsOurs && said !== undefined ? fingerprint(said) : (print ?? fingerprint(''));
      const wrote = isOurs ? entry.state : (state ?? 'person');
      return `${head}${isOurs ? boxes[entry.state] : box}${middle.slice(0, border)}${next}<!-- wrote:${wrote}:${mark} --> <!-- ${key} -->${tail}`;
    },
  };
}

/** A person's tick answers what is asked of people; anywhere else it says that nothing proves it. */
function withByHand({ state, text }: ChecklistEntry): string | undefined {
  return text === undefined || state === 'person' ? text : `${byHand} ${text}`;
}

const pad = (text: string): string => (text === '' ? '' : `${text} `);
const toState = (text: string | undefined): ChecklistState | undefined =>
  text !== undefined && Object.hasOwn(boxes, text) ? (text as ChecklistState) : undefined;

/** Where the last cell begins: after the last `|` that is not escaped. */
function lastBorder(middle: string): number {
  for (let at = middle.length - 1; at >= 0; at -= 1) if (middle[at] === '|' && middle[at - 1] !== '\\') return at + 1;
  return middle.length;
}

function splitCells(text: string): string[] {
  return text
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}
