/** A text without the characters like this one at its end. (`/x+$/` looks again at each of a run of them that is not at the end.) */
export function trimEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
