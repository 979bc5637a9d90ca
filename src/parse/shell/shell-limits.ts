/** Longer texts were written by a program; in UTF-16 units. */
const longest = 256_000;

/** What takes the parser the square of its number: substitutions in substitutions, and heredocs of one command. */
const most = 5000;

/** Each command is judged by many rules; a person's longest script has some thousand. */
export const mostCommands = 20_000;

export const tooDeep = 'it is nested too deeply';

/** Why a shell text is not given to its parser, in words that follow "since". */
export function refuseShell(text: string): string | undefined {
  if (text.length > longest) return `it has more than ${String(longest)} characters`;
  // The parser takes it for a heredoc without an end, and what stands behind it for its text.
  if (/(?<!<)<<-?[ \t]{0,9}(?:'[^'\n]*\n|"[^"\n]*\n)/.test(text)) return 'the end of a heredoc is longer than a line';
  for (const [mark, what] of [
    ['$(', 'substitutions'],
    ['<<', 'heredocs'],
  ] as const)
    if (text.split(mark, most + 1).length > most) return `it has more than ${String(most)} ${what}`;
  return undefined;
}
