/** The first lines, cut, and how many more there are. */
export function shorten(lines: readonly string[], most: number, length: number): readonly string[] {
  const shown = lines.slice(0, most).map((line) => cut(line, length));
  return lines.length > most
    ? [...shown, `And ${String(lines.length - most)} more, in the appendices on screen.`]
    : shown;
}

/** Text of others in a place that has room for so many characters; words without an end may not widen the page. */
export function cut(text: string, length: number): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  if (plain.length <= length) return plain;
  const room = plain.slice(0, length - 4);
  const end = room.lastIndexOf(' ');
  return `${end > length / 2 ? room.slice(0, end) : room} ...`;
}

/** The same with a capital first. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
