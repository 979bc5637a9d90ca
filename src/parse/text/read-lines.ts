/** A line of a text without its line break. Offsets count UTF-16 units of the whole text. */
export interface Line {
  /** 1-based. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines of a text; `\r\n` and `\n` end one, a byte order mark at the start belongs to none. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const stop = found < 0 ? text.length : found;
    let end = stop;
    while (end > start && text[end - 1] === '\r') end -= 1;
    lines.push({ number: lines.length + 1, start, end, text: text.slice(start, end) });
    start = stop + 1;
  }
  return lines;
}
