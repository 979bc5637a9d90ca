/** A line that Markdown may show as an item of a list of tasks. */
export interface TaskItem {
  /** What stands before its marker; it is quoted where there is a `>`. */
  readonly indent: string;
  /** `-`, `*`, `+`, `1.`, `1)`; empty where the line begins with its box. */
  readonly marker: string;
  /** Blank, `x`, `X`, or `-` where it does not apply; nothing in an item without a box. */
  readonly box?: string;
  /** What stands behind the marker and the box. */
  readonly text: string;
}

const marker = String.raw`(?:[-*+]|\d{1,9}[.)])`;
const box = String.raw`\[[ xX-]\](?:[ \t]+|$|(?=\*\*))`;
/** Lists within the list, and boxes behind the box, which a renderer may show as well. */
const start = new RegExp(
  String.raw`^(?<indent>[\s>]*)(?<marker>${marker}(?=[ \t]))?[ \t]*(?<boxes>(?:${marker}[ \t]+)*${box}(?:(?:${marker}[ \t]+)*${box})*)?`,
);

/**
 * Reads an item, however Markdown lets it be written: with other markers, with more blanks or a tab around them and around the box, in a list within a list. Nothing
 * in a line that has neither a marker nor a box.
 */
export function readTaskItem(line: string): TaskItem | undefined {
  const found = start.exec(line);
  const { indent = '', marker: sign = '', boxes } = found?.groups ?? {};
  if (found === null || (sign === '' && boxes === undefined)) return undefined;
  const first = /\[(.)\]/.exec(boxes ?? '')?.[1];
  return { indent, marker: sign, ...(first !== undefined && { box: first }), text: line.slice(found[0].length) };
}

/** Whether a person, or somebody in their name, ticked it. */
export function isTicked({ box: sign = '' }: TaskItem): boolean {
  return sign.toLowerCase() === 'x';
}

/** An item of a list that is in no other one, and has a box. */
export function readBox(line: string): TaskItem | undefined {
  const item = readTaskItem(line);
  return item?.box === undefined || item.box === '-' || item.marker === '' || !/^ ?$/.test(item.indent)
    ? undefined
    : item;
}
