/** A text in one language, cut out of a file. */
export interface ProgramText {
  readonly language: 'python' | 'r' | 'julia' | 'shell';
  readonly text: string;
  /** For each line of the text its 1-based line in the file; absent when they are the same. */
  readonly lines?: readonly number[];
}

/** Maps offsets of a text to 1-based lines of its file. */
export function lineFinder({ text, lines }: Pick<ProgramText, 'text' | 'lines'>): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return lines === undefined ? low + 1 : (lines[low] ?? lines.at(-1) ?? 1);
  };
}
