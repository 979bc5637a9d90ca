/** A line of a recipe and where it begins in its file, 1-based. */
export interface RecipeLine {
  readonly text: string;
  readonly line: number;
  /** Make goes on where it fails: `-command`. */
  readonly mayFail?: true;
}

/** Characters of a line beyond which the next one is no longer joined to it. */
const longest = 20_000;

/** Lines, those that end in a backslash with the next one. */
export function joinedLines(text: string): readonly RecipeLine[] {
  const joined: RecipeLine[] = [];
  let held: RecipeLine | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const whole: RecipeLine =
      held === undefined ? { text: line, line: index + 1 } : { ...held, text: held.text + line };
    held =
      whole.text.length < longest && whole.text.endsWith('\\')
        ? { ...whole, text: `${whole.text.slice(0, -1)} ` }
        : undefined;
    if (held === undefined) joined.push(whole);
  }
  return held === undefined ? joined : [...joined, held];
}
