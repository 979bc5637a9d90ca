import { commandNames } from '../../model/command.ts';

const commandWords: ReadonlySet<string> = new Set(commandNames);

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

/** One line, in which nothing stands in a column of its own: what follows is indented by two more than the line, and by four where that begins at the left. */
export function fitLine(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  const own = /^ */.exec(line)?.[0] ?? '';
  return breakLine(line.slice(own.length), columns - own.length, own === '' ? 4 : 2).replaceAll(/^/gm, own);
}

/** The same for a command of a shell, whose lines but the last end in a backslash, so that it can be copied as it stands. */
export function fitCommand(command: string, columns: number | undefined): string {
  if (columns === undefined || columns < 20 || widthOf(command) <= columns) return command;
  return breakLine(command, columns - 2, 4, (words) => words.map((word) => [word])).replaceAll('\n', ' \\\n');
}

/** A page of Markdown for a screen: its sentences are broken at their spaces, its code and its tables stay as they are. */
export function fitPage(page: string, columns: number | undefined): string {
  let isCode = false;
  return page
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) isCode = !isCode;
      return isCode || line.startsWith('|') ? line : fitLines(line, columns, line.startsWith('- ') ? 2 : 0);
    })
    .join('\n');
}

/** A label and what parts it from the second column; or the blanks of a row without one. */
const labelled = /^ {2}(?:started by |[a-z]+ [a-z]+ {2,8}|\S{1,10} {1,10}| {11})(?=\S)/;

/** What is given to an option in quotes is one word with it: broken, it would be another text when it is copied. */
const pieces = /(?:--set )?[\w-]+='[^'\n]*' *|\S+ */g;

function breakLine(line: string, columns: number, hang: number, gather = gatherCommands): string {
  const own = /^ */.exec(line)?.[0] ?? '';
  // What stands in a second column goes on there.
  const column = labelled.exec(line)?.[0].length === 13 ? 13 - hang : undefined;
  const indent = `${' '.repeat(column ?? Math.min(own.length, Math.floor(columns / 3)))}${' '.repeat(hang)}`;
  const room = columns - widthOf(indent);
  const lines: string[] = [];
  let current = own;
  const put = (text: string, width: number, end = ''): void => {
    if (current.trim() !== '' && widthOf(current) + widthOf(text.trimEnd()) > width) {
      lines.push(`${current.trimEnd()}${end}`);
      // A path that is wider than what is left begins further to the left; what no line holds stands where its fellows do.
      const spare = columns - widthOf(text.trimEnd());
      current = spare < 0 ? indent : indent.slice(0, spare);
    }
    current += text;
  };
  for (const words of gather(line.slice(own.length).match(pieces) ?? [])) {
    const whole = words.join('');
    if (words.length === 1 || widthOf(whole.trimEnd()) <= room) put(whole, columns);
    // Too wide for any line: lines of their own that a shell joins.
    else {
      put(words[0] ?? '', 0);
      for (const each of withValues(words.slice(1))) put(each, columns - 2, ' \\');
    }
  }
  return [...lines, current.trimEnd()].join('\n');
}

/** The words of a line, those of a command of ours together: a command that is broken in two runs its first half when it is copied. */
function gatherCommands(words: readonly string[]): readonly (readonly string[])[] {
  const gathered: (readonly string[])[] = [];
  for (let at = 0; at < words.length;) {
    const quoted = endOfQuoted(words, at);
    if (quoted !== undefined) {
      gathered.push(words.slice(at, quoted));
      at = quoted;
      continue;
    }
    const program = /^(?:node|npx|yo) +$/.test(words[at] ?? '') ? words.slice(at + 1, at + 8).findIndex(isProgram) : -1;
    const start = at + program + 1;
    const end = isProgram(words[start] ?? '') && !isProse(words, start) ? endOfCommand(words, start) : at + 1;
    gathered.push(words.slice(at, end));
    at = end;
  }
  return gathered;
}

/** Where what begins with a backtick ends: a command, or a line of a Dockerfile; both go on behind a backslash. */
function endOfQuoted(words: readonly string[], start: number): number | undefined {
  const [, begun] = /^`([^`]+)$/.exec(words[start] ?? '') ?? [];
  if (begun === undefined) return undefined;
  const length = words.slice(start + 1, start + 40).findIndex((word) => word.includes('`'));
  return length < 0 ? undefined : start + length + 2;
}

const takesValue = /^--(?:answers|base|except|into|on-conflict|restore|runtime|set) *$/;

/** An option and its value are one word. */
function withValues(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [at, word] of words.entries())
    if (takesValue.test(words[at - 1] ?? '')) joined.push(`${joined.pop() ?? ''}${word}`);
    else joined.push(word);
  return joined;
}

function isProgram(word: string): boolean {
  return /(?:^|\/|`)tre-container(?:\.js)?(?::[a-z]+)? +$/.test(word);
}

/** Whether a sentence speaks of the program: `that tre-container wrote (src/main.py)`, and no command of it follows. */
function isProse(words: readonly string[], start: number): boolean {
  const [name = '', next = ''] = [words[start], words[start + 1]];
  return /^tre-container +$/.test(name) && !/^-|[/=@]/.test(next) && !commandWords.has(/^\w*/.exec(next)?.[0] ?? '');
}

/** Where a command ends whose program stands at `start`: after its name, options and their values, and what looks like a path or a placeholder. */
function endOfCommand(words: readonly string[], start: number): number {
  let end = start + (/:[a-z]/.test(words[start] ?? '') ? 1 : 2);
  for (let at = end; at < words.length && at <= end + 1 && !/[,;:.)`] *$/.test(words[at - 1] ?? ''); at += 1) {
    const [word = '', before = ''] = [words[at], words[at - 1]];
    if (takesValue.test(before) || /^-{1,2}[a-z]|[/=@]|^[A-Z]{2,}\b/.test(word)) end = at + 1;
  }
  return Math.min(end, words.length);
}

function widthOf(text: string): number {
  return text.replaceAll(colours, '').length;
}
