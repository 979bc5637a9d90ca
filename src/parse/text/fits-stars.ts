/** Whether a text fits a pattern in which `*` stands for any text. Each piece is taken where it comes first, so the time is linear in the text. */
export function fitsStars(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  let at = first.length;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
