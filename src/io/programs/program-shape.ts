/** One line of a program, whose words in quotation marks stand for any others. Offsets in UTF-16 units. */
export interface ShapedLine {
  /** In the text. */
  readonly start: number;
  readonly end: number;
  /** What stands in quotation marks: the column of its mark in the shape, and how long it is. */
  readonly words: readonly { readonly at: number; readonly length: number }[];
}

/** A line of a program, and those after it that differ in words alone. */
export interface ShapedRun {
  /** The line with a mark in place of each of its words. */
  readonly shape: string;
  readonly lines: readonly ShapedLine[];
}

/** What stands in quotation marks. */
// Bounded: a line has at most 400 characters.
const quoted = /"((?:[^"\\]|\\.)*)"/g;
/** Words that are one text to every parser: without what begins an escape, or a part that is evaluated. */
const plain = /^[\w .,:;@/+*=~^<>!()?&#|[\]-]+$/;
const mark = '\u0001';

/** More than any program that a new project starts with has, and any line of it. */
const longest = 50_000;
const longestLine = 400;

/**
 * A program without its words: how many lines of a kind stand in a list, and what the words are, does not show in the shapes. From them
 * and the words the program can be written again. Nothing for what is too long to be a program of a new project, or has the mark.
 */
export function shapeOf(text: string): readonly ShapedRun[] | undefined {
  if (text.length > longest || text.includes(mark)) return undefined;
  const runs: { shape: string; lines: ShapedLine[] }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.length > longestLine) return undefined;
    const found: { at: number; length: number }[] = [];
    let taken = 0;
    const shape = line.replaceAll(quoted, (whole, word: string, at: number) => {
      if (!plain.test(word)) return whole;
      found.push({ at: at + 1 - taken, length: word.length });
      taken += word.length - 1;
      return `"${mark}"`;
    });
    const last = runs.at(-1);
    const shaped = { start, end: start + line.length, words: found };
    if (found.length > 0 && last?.shape === shape) last.lines.push(shaped);
    else runs.push({ shape, lines: [shaped] });
    start += line.length + 1;
  }
  return runs;
}

/** The shapes of a program as one text: two programs with the same may have the same tree but for where its nodes are. */
export function keyOf(runs: readonly ShapedRun[]): string {
  return runs.map(({ shape }) => shape).join('\n');
}
