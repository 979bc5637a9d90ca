import type { Chunk } from '../upgrade/conflict-markers.ts';
import { mergeLines } from '../upgrade/merge-lines.ts';
import type { TextLine } from '../upgrade/text-lines.ts';
import { isTicked, readBox } from '../../model/text/task-item.ts';

type Lines = readonly TextLine[];

/** A box with what a person wrote below it. */
interface ToDo {
  readonly isTicked: boolean;
  readonly text: string;
  readonly line: TextLine;
  readonly notes: Lines;
}

interface Page {
  /** All lines, with one in place of the list. */
  readonly around: Lines;
  readonly rows: readonly ToDo[];
  /** What stands above the first box. */
  readonly head: Lines;
}

const heading = /^## To do\s*$/;
/** Stands in for the list: no line of a text is this. */
const LIST = '\u0001to-dos';

/** Whether a page has such a list. */
export function hasToDos(text: string): boolean {
  return /^## To do[ \t]*\r?$/m.test(text);
}

/**
 * Merges pages with a list of to-dos: a tick, and what a person wrote below a box, stay with it when the list is renewed, also where the line
 * that a box names has moved. A box that nothing asks for any more goes, unless a person wrote it, or
 * something below it; one that they took out stays out.
 */
export function mergeToDos(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] {
  const [o, a, b] = [readPage(base ?? []), readPage(ours), readPage(theirs)];
  if (o === undefined || a === undefined || b === undefined) return mergeLines(base, ours, theirs);
  const chunks = mergeLines(o.around, a.around, b.around);
  const isApart = chunks.some(
    ({ kind, ...chunk }) => kind === 'agreed' && 'lines' in chunk && chunk.lines.some(isList),
  );
  if (!isApart) return mergeLines(base, ours, theirs);
  const list = mergeRows(o, a, b);
  return chunks.map((chunk) =>
    chunk.kind === 'agreed'
      ? { ...chunk, lines: chunk.lines.flatMap((line) => (isList(line) ? list : [line])) }
      : chunk,
  );
}

function isList({ content }: TextLine): boolean {
  return content === LIST;
}

function readPage(lines: Lines): Page | undefined {
  const first = lines.findIndex(({ content }) => heading.test(content));
  if (first < 0) return undefined;
  const length = lines.slice(first + 1).findIndex(({ content }) => /^#{1,6} /.test(content));
  const last = length < 0 ? lines.length : first + 1 + length;
  const list = lines.slice(first + 1, last);
  const starts = list.flatMap(({ content }, at) => (readBox(content) === undefined ? [] : [at]));
  const rows = starts.flatMap((at, index): ToDo[] => {
    const line = list[at];
    const found = readBox(line?.content ?? '');
    if (line === undefined || found === undefined) return [];
    const notes = withoutEnd(list.slice(at + 1, starts[index + 1]));
    return [{ isTicked: isTicked(found), text: found.text, line, notes }];
  });
  return {
    around: [...lines.slice(0, first + 1), { content: LIST, end: '\n' }, ...lines.slice(last)],
    rows,
    head: withoutEnd(starts.length === 0 ? list : list.slice(0, starts[0])),
  };
}

/** Without empty lines at the end. */
function withoutEnd(lines: Lines): Lines {
  const last = lines.findLastIndex(({ content }) => content.trim() !== '');
  return lines.slice(0, last + 1);
}

function mergeRows(o: Page, a: Page, b: Page): Lines {
  const taken = new Set<ToDo>();
  const rows = b.rows.flatMap((theirs) => {
    const ours = findRow(theirs, a.rows, b.rows);
    if (ours === undefined) return findRow(theirs, o.rows, b.rows) === undefined ? [theirs.line] : [];
    taken.add(ours);
    const before = findRow(ours, o.rows, a.rows);
    const isTheirs = before === undefined ? !ours.isTicked : before.isTicked === ours.isTicked;
    const { isTicked: isDone } = isTheirs ? theirs : ours;
    return [{ ...theirs.line, content: `- [${isDone ? 'x' : ' '}] ${theirs.text}` }, ...ours.notes];
  });
  const kept = a.rows.flatMap((ours) => {
    if (taken.has(ours)) return [];
    const before = findRow(ours, o.rows, a.rows);
    return before === undefined || ours.notes.length > 0 ? [ours.line, ...ours.notes] : [];
  });
  const isEdited = !isSame(o.head, a.head);
  const all = [...rows, ...kept];
  const empty: TextLine = { content: '', end: '\n' };
  const head = isEdited ? a.head : b.head;
  return [...(head.length === 0 ? [] : head), ...(all.length === 0 ? [] : [empty, ...all]), empty];
}

/** The same to-do in another list: by its words, else by its words without the lines that it names, where one alone is like that. */
function findRow({ text }: ToDo, rows: readonly ToDo[], besides: readonly ToDo[]): ToDo | undefined {
  const exact = rows.find((each) => each.text === text);
  if (exact !== undefined) return exact;
  const said = new Set(besides.map((each) => each.text));
  const alike = rows.filter((each) => !said.has(each.text) && withoutLines(each.text) === withoutLines(text));
  return alike.length === 1 ? alike[0] : undefined;
}

function withoutLines(text: string): string {
  return text.replaceAll(/:\d+/g, '');
}

function isSame(one: Lines, other: Lines): boolean {
  return one.length === other.length && one.every(({ content }, at) => content === other[at]?.content);
}
