/**
 * Lines as one text, each with its end. Always a copy: in V8 a part of a text keeps the whole of it, so that a message that is
 * kept as it was made would keep the file that it quotes.
 */
export function joinLines(lines: readonly string[]): string {
  return [...lines, ''].join('\n');
}
