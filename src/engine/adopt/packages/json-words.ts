/** Words as a COPY or ENTRYPOINT has them in JSON: names with blanks stay one name. */
export function jsonWords(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
