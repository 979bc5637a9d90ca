/** `["a"`, `['a', 'b'`: how a list begins, and no test of a shell (`[ "$a" = b ]`). */
const beginsAsList = /^\[(?:["']|\s{1,9}(?:"[^"]*"|'[^']*')\s{0,9},)/;

/** Whether a text was meant as a list of JSON and is none: a comma that is missing, quotes that are single. */
export function isBrokenList({ form, text }: { readonly form: string; readonly text: string }): boolean {
  return form === 'shell' && beginsAsList.test(text);
}

/** The words of such a list as they were meant: what stands in quotes of either kind. What it starts, it starts when it is mended. */
export function meantWords({ text }: { readonly text: string }): readonly string[] {
  return (text.match(/"[^"]*"|'[^']*'/g) ?? []).map((word) => word.slice(1, -1));
}

/** How such an instruction is written so that it is a list. */
export function mendList({ keyword, text }: { readonly keyword: string; readonly text: string }): string {
  const words = meantWords({ text }).map((word) => JSON.stringify(word));
  return `write each word in double quotes, with a comma between two: ${keyword} [${words.join(', ')}]`;
}
