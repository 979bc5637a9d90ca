/** Characters: a program of R whose raw strings all end needs no more than its length. */
const most = 20_000_000;

/**
 * Whether to parse a program of R is too much work: its grammar looks for the end of each raw string (`r"---(`), to the end of the text
 * where there is none, and counts nothing meanwhile.
 */
export function hasEndlessRawStrings(text: string): boolean {
  let open = 0;
  const lastEnds = new Map<string, number>();
  for (const { 0: begin, 1: quote = '', 2: dashes = '', 3: bracket = '', index } of text.matchAll(
    /[rR](["'])(-{0,99})([([{])/g,
  )) {
    const end = `${{ '(': ')', '[': ']', '{': '}' }[bracket] ?? ''}${dashes}${quote}`;
    const last = lastEnds.get(end) ?? text.lastIndexOf(end);
    lastEnds.set(end, last);
    if (last < index + begin.length) open += 1;
    if (open * text.length > most) return true;
  }
  return false;
}
