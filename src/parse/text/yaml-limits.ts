/** Brackets that are open at once, and tags in a row, beyond which no text is given to the YAML parser: it takes a kilobyte for each bracket, and looks back over all tags for each. */
const most = 500;

/** Why a text is not given to the YAML parser. Strings and comments count too: those of people are far below. */
export function refuseYaml(text: string): string | undefined {
  let open = 0;
  let tags = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' || character === '{') open += 1;
    else if ((character === ']' || character === '}') && open > 0) open -= 1;
    const startsWord = character !== undefined && character > ' ' && (at === 0 || (text[at - 1] ?? '') <= ' ');
    if (startsWord) tags = character === '!' || character === '&' ? tags + 1 : 0;
    if (open > most) return `more than ${String(most)} brackets are open in it at once`;
    if (tags > most) return `it has more than ${String(most)} tags in a row`;
  }
  return undefined;
}
