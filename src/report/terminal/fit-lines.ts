/** A colour of ours takes no room. */
const colours = new RegExp(String.raw`${'\u001B'}\[\d{1,3}m`, 'g');

/**
 * Breaks the lines that are wider than a screen at their spaces; what follows is indented by four more than the line, or by `hang`. A word that is
 * wider than the screen stays whole. Without `columns` (a file, a pipe) nothing is broken.
 */
export function fitLines(text: string, columns: number | undefined, hang = 4): string {
  if (columns === undefined || columns < 20) return text;
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= columns ? line : breakLine(line, columns, hang)))
    .join('\n');
}

/** The same for a command of a shell, whose lines but the last end in a backslash, so that it can be copied as it stands. */
export function fitCommand(command: string, columns: number | undefined): string {
  return columns === undefined ? command : fitLines(command, columns - 2).replaceAll('\n', ' \\\n');
}

function breakLine(line: string, columns: number, hang: number): string {
  const own = /^ */.exec(line)?.[0] ?? '';
  // What stands in a second column goes on there.
  const column = /^ {2}\S{1,10} {1,10}(?=\S)/.exec(line)?.[0].length === 13 ? 13 - hang : undefined;
  const indent = `${' '.repeat(column ?? Math.min(own.length, Math.floor(columns / 3)))}${' '.repeat(hang)}`;
  const lines: string[] = [];
  let current = own;
  for (const word of keepCommands(line.slice(own.length).match(/\S+ */g) ?? [], columns - widthOf(indent))) {
    if (current.trim() !== '' && widthOf(current) + widthOf(word.trimEnd()) > columns) {
      lines.push(current.trimEnd());
      current = indent;
    }
    current += word;
  }
  return [...lines, current.trimEnd()].join('\n');
}

/**
 * Makes one word of each command of ours, with all that follows up to a punctuation mark, where that fits into a line: a command that is broken
 * in two runs its first half when it is copied. `room`: columns of a line.
 */
function keepCommands(words: readonly string[], room: number): readonly string[] {
  const kept: string[] = [];
  let isCommand = false;
  for (const word of words) {
    const last = kept.at(-1);
    if (isCommand && last !== undefined && widthOf(last + word.trimEnd()) <= room) kept[kept.length - 1] = last + word;
    else kept.push(word);
    const starts = /(?:^|\/)tre-container(?:\.js)? +$/.test(word);
    isCommand = (isCommand || starts) && !/[,;:.)] *$/.test(word);
  }
  return kept;
}

function widthOf(text: string): number {
  return text.replaceAll(colours, '').length;
}
