/** One line of a text with its own line end; the last line's is empty when the text does not end with one. */
export interface TextLine {
  readonly content: string;
  readonly end: '\n' | '\r\n' | '';
}

/** A text as lines, with what its writer's editor decides: byte order mark, usual line end, final newline. */
export interface LinedText {
  readonly lines: readonly TextLine[];
  readonly mark: '' | '\uFEFF';
  readonly usualEnd: '\n' | '\r\n';
  readonly finalNewline: boolean;
}

/** Splits a text; {@link joinLines} gives back every byte. */
export function splitLines(text: string): LinedText {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const pieces = text.slice(mark.length).split('\n');
  const last = pieces.pop() ?? '';
  const lines = pieces.map((piece): TextLine =>
    piece.endsWith('\r') ? { content: piece.slice(0, -1), end: '\r\n' } : { content: piece, end: '\n' },
  );
  const carriage = lines.filter((line) => line.end === '\r\n').length;
  const usualEnd = carriage * 2 > lines.length ? '\r\n' : '\n';
  const finalNewline = last === '';
  if (!finalNewline) lines.push({ content: last, end: '' });
  return { lines, mark, usualEnd, finalNewline };
}

/** The lines as one text in the given style: only the last line may lack a line end, and does so when the style says so. */
export function joinLines(lines: readonly TextLine[], style: Omit<LinedText, 'lines'>): string {
  const ends = lines.map((line, index) => {
    if (index === lines.length - 1) return style.finalNewline ? line.end || style.usualEnd : '';
    return line.end || style.usualEnd;
  });
  return style.mark + lines.map((line, index) => line.content + (ends[index] ?? '')).join('');
}
