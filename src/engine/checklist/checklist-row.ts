import type { ChecklistEntry, ChecklistState } from '../../model/checklist/checklist.ts';
import { readTaskItem } from '../../model/text/task-item.ts';
import type { RowStanding } from './checklist-sections.ts';
import { fingerprint, restAfter, withoutGenerated } from './checklist-text.ts';

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
const wroteMark = String.raw`<!-- {0,5}wrote:(?<state>[a-z]+):(?<print>[0-9a-f]{8}) {0,5}-->`;
/** Whatever a row says that it is called: of a name that is none of ours, nothing can have shown anything. */
const marks = String.raw`(?:${wroteMark} ?)?<!-- {0,5}(?<key>(?:rule|question):[^\s<>]{1,80}) {0,5}-->`;
/** A row of a table: the form of 0.1.0. */
const inTable = new RegExp(
  String.raw`^(?<open> {0,3}\|\s*\[)(?<box>[ xX-])(?<shut>\]\s*\|)(?<body>[^]*?)${marks}(?<tail>\s*(?:\|\s*)?)$`,
);
/** What stands in an item of a task list behind its box. What is not to be ticked has no box. People write behind the marks, since a line ends there. */
const inItem = new RegExp(String.raw`^(?<body>[^]*?)${marks}(?<tail>[^]*)$`);
/** One of which we are said to have written the words, under no name. */
const withoutName = new RegExp(String.raw`^(?<body>[^]*?)${wroteMark}(?<tail>[^]*)$`);
const separator = ' — ';
/** How `checklist-entries.ts` words what the rules of a question say. */
const standings =
  /(?:See|Does not apply:|Rules that hold:|Rules that found nothing, which proves nothing:) [a-z0-9-]+(?:, [a-z0-9-]+)*\.(?: Rules that found nothing, which proves nothing: [a-z0-9-]+(?:, [a-z0-9-]+)*\.)?/;

/** How a row is written: as a row of a table (0.1.0), or as an item of a task list. */
export type RowForm = 'table' | 'item';

/** A row of the checklist as it stands in a file. */
export interface ChecklistRow {
  readonly form: RowForm;
  readonly key: string;
  readonly box: string;
  /** As the tool wrote it; absent in a row that it never wrote. */
  readonly state?: ChecklistState;
  /** What the row says before the tool's words, without the box: in a table the cells, in an item its force and the rest. */
  readonly cells: readonly string[];
  /** The tool's words and what people added to them, without marks. */
  readonly text: string;
  /** Fingerprint of the words that the tool wrote there last. */
  readonly print?: string;
  /** The box, and the words, are as the tool wrote them. */
  readonly boxIsOurs: boolean;
  readonly textIsOurs: boolean;
  /** Somebody wrote other words in the place of the tool's, and not behind them: a tick speaks for those. */
  readonly isReworded: boolean;
  /** The line with the tool's part renewed. A box or words that a person changed since stay as they are. */
  readonly write: (entry: ChecklistEntry) => string;
}

/** What a row is printed from. `wrote`: what the tool wrote of it last; absent in a row that it never wrote. */
export interface RowParts {
  readonly form: RowForm;
  readonly key: string;
  readonly box: string;
  readonly cells: readonly string[];
  readonly text: string;
  readonly wrote?: { readonly state: ChecklistState; readonly print: string };
}

/** What a row that the tool writes says of itself: as much as orders and counts it. */
export type NewRow = Pick<ChecklistRow, 'key' | 'cells' | 'box' | 'state' | 'isReworded'>;

/** A row that the tool writes. Cells are Markdown already: the force, then what is asked. */
export function newRow(
  key: string,
  cells: readonly string[],
  { state, text = '' }: ChecklistEntry,
): { readonly line: string; readonly row: NewRow } {
  const parts = { key, box: boxes[state], cells };
  const line = printParts({ form: 'item', ...parts, text, wrote: { state, print: fingerprint(text) } });
  return { line, row: { ...parts, state, isReworded: false } };
}

/** Its line alone. */
export function printRow(key: string, cells: readonly string[], entry: ChecklistEntry): string {
  return newRow(key, cells, entry).line;
}

/** Prints a row in its form. */
export function printParts({ form, key, box, cells, text, wrote }: RowParts): string {
  const signs = `${wrote === undefined ? '' : `<!-- wrote:${wrote.state}:${wrote.print} --> `}<!-- ${key} -->`;
  if (form === 'table') return `| [${box}] | ${cells.join(' | ')} | ${pad(text)}${signs} |`;
  const [force = '', ...rest] = cells;
  const head = rest.length === 0 ? force : [`**${force}**`, ...rest].join(' ');
  return `- ${boxOf(box)}${head}${text === '' ? '' : `${separator}${text}`} ${signs}`;
}

const boxOf = (box: string): string => (box === '-' ? '' : `[${box}] `);
const pad = (text: string): string => (text === '' ? '' : `${text} `);

/** Reads a line of a checklist; nothing when it is no row of ours. */
export function readRow(line: string): ChecklistRow | undefined {
  const table = inTable.exec(line)?.groups;
  const found = table ?? readItem(line);
  if (found === undefined) return undefined;
  const { open = '', box = '-', shut = '', body = '', print, key = 'rule:without-name', tail = '' } = found;
  const { head, words, cells } = table === undefined ? splitItem(body) : splitTable(body);
  const text = table === undefined ? `${words.trim()} ${tail.trim()}`.trim() : words.trim();
  const state = toState(found['state']);
  const boxIsOurs = state === undefined ? box === ' ' : box.toLowerCase() === boxes[state];
  const textIsOurs = fingerprint(text) === (print ?? fingerprint(''));
  const isReworded = !textIsOurs && !beginsWithOurs(text, print);
  return {
    form: table === undefined ? 'item' : 'table',
    key,
    box: box.toLowerCase(),
    ...(state === undefined ? {} : { state }),
    cells,
    text,
    ...(print === undefined ? {} : { print }),
    boxIsOurs,
    textIsOurs,
    isReworded,
    write: (entry) => {
      // What a person ticked and the tool now proves is proved; any other tick or mark of a person stays theirs.
      const isOurs = boxIsOurs || (entry.state === 'met' && box.toLowerCase() === boxes.met);
      const isByHand = !isOurs && box.toLowerCase() === boxes.met && entry.state !== 'person';
      const told = entry.text ?? (entry.standing === undefined ? undefined : restate(withoutByHand(text), entry));
      const said = isByHand && told !== undefined ? withByHand(told) : told;
      const isTicked = (isOurs ? boxes[entry.state] : box.toLowerCase()) === boxes.met;
      const isClaimed = isByHand || (isReworded && isTicked);
      const kept = textIsOurs ? text : isClaimed ? withByHand(withoutByHand(text)) : withoutByHand(text);
      // Behind our words, those of a person stay when ours are renewed.
      const note = textIsOurs ? '' : entry.text === undefined ? undefined : noteBehind(text, print);
      const isRenewed = said !== undefined && note !== undefined;
      const next = isRenewed ? `${said} ${note}`.trim() : kept;
      const mark = isRenewed ? fingerprint(said) : (print ?? fingerprint(''));
      const nextBox = isOurs ? boxes[entry.state] : box;
      const signs = `<!-- wrote:${isOurs ? entry.state : (state ?? 'person')}:${mark} --> <!-- ${key} -->`;
      if (table === undefined)
        return `${open}${boxOf(nextBox)}${head}${next === '' ? '' : `${separator}${next}`} ${signs}`;
      return `${open}${nextBox}${shut}${head}${next === text ? words : ` ${pad(next)}`}${signs}${tail}`;
    },
  };
}

/** A line that begins as an item, and holds our marks. It is written anew with a plain marker and one blank on each side of its box. */
function readItem(line: string): Readonly<Record<string, string>> | undefined {
  const item = readTaskItem(line);
  if (item?.indent.includes('>') === true) return undefined;
  const text = item?.text ?? line;
  const found = inItem.exec(text)?.groups ?? withoutName.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { body = '' } = found;
  const sign = item?.box === undefined ? signBefore(body) : undefined;
  if (item === undefined && sign === undefined) return undefined;
  const open = `${item?.indent ?? ''}${item?.marker === '*' ? '*' : '-'} `;
  const box = sign === undefined ? item?.box : saysNo.test(sign) ? ' ' : boxes.met;
  return { ...found, open, body: body.slice(sign?.length ?? 0), ...(box !== undefined && { box }) };
}

/** What stands in the place of a box and looks like a tick, behind blanks that Markdown does not know, as an entity or as a picture: no word of a person's. */
export function signBefore(body: string): string | undefined {
  const at = body.search(/\*\*(?:must|should|may|asked)\*\* /);
  const before = body.slice(0, Math.max(at, 0));
  const plain = before.replaceAll(/\[[^[\]]{0,12}\]|&#?\w{1,10};/g, '');
  return before.trim() === '' || /[\p{L}\p{N}]/u.test(plain) ? undefined : before;
}

/** A box that says no, asks, or holds nothing that anybody sees. */
const saysNo =
  /^[\p{Z}\p{C}]*\[(?:[\p{Z}\p{C}]*|[\p{Z}\p{C}]*(?:no?|nein|non|0|[?_.]{1,8})[\p{Z}\p{C}]*)\][\p{Z}\p{C}]*$/iu;

/** What a person wrote behind our words; nothing where ours are not there as they were. */
function noteBehind(text: string, print: string | undefined): string | undefined {
  if (print === undefined || print === fingerprint('')) return undefined;
  return restAfter(text, print) ?? restAfter(withoutByHand(text), print);
}

/** A note behind our words changes nothing of them. */
function beginsWithOurs(text: string, print: string | undefined): boolean {
  return print === undefined || [text, withoutByHand(text)].some((words) => restAfter(words, print) !== undefined);
}

/** What a row waits for, from its box and from what the tool wrote. */
export function standingOf({
  box,
  state,
  isReworded,
}: Pick<ChecklistRow, 'box' | 'state' | 'isReworded'>): RowStanding {
  // A tick over words that somebody put in the place of ours says what they say.
  if (box === 'x') return state === 'met' && !isReworded ? 'met' : 'by hand';
  if (box === '-') return 'aside';
  return state === undefined || state === 'met' || state === 'aside' ? 'person' : state;
}

/** A person's tick answers what is asked of people; anywhere else the row says that nothing proves it, whoever wrote the words behind. */
function withByHand(text: string): string {
  const plain = text.replace(/^\*\*Not proved here:\*\* (.)/, (_, first: string) => first.toUpperCase());
  return `${byHand} ${plain}`.trim();
}

/** Words of a row with other sentences on the rules that bear on its question. */
function restate(text: string, { standing = '', isOutdated }: ChecklistEntry): string {
  return (isOutdated === true ? withoutGenerated(text) : text).replace(standings, standing);
}

/** The words of a row without what says that it was ticked by hand. */
export function withoutByHand(text: string): string {
  return text.startsWith(byHand) ? text.slice(byHand.length).trim() : text;
}

function toState(text: string | undefined): ChecklistState | undefined {
  return text !== undefined && Object.hasOwn(boxes, text) ? (text as ChecklistState) : undefined;
}

interface Split {
  /** As it stands in the line. */
  readonly head: string;
  readonly words: string;
  readonly cells: readonly string[];
}

function splitTable(body: string): Split {
  const border = lastBorder(body);
  const [head, words] = [body.slice(0, border), body.slice(border)];
  const cells = head.split(/(?<!\\)\|/).slice(0, -1);
  return { head, words, cells: cells.map((cell) => cell.trim()) };
}

/** Where the last cell begins: after the last `|` that is not escaped. */
function lastBorder(body: string): number {
  for (let at = body.length - 1; at >= 0; at -= 1) if (body[at] === '|' && body[at - 1] !== '\\') return at + 1;
  return body.length;
}

function splitItem(body: string): Split {
  const at = body.indexOf(separator);
  const head = (at === -1 ? body : body.slice(0, at)).trim();
  const force = /^\*\*(must|should|may|asked)\*\* (.+)$/.exec(head);
  return {
    head,
    words: at === -1 ? '' : body.slice(at + separator.length),
    cells: force === null ? [head] : force.slice(1),
  };
}
