/** Text as a terminal shows it and obeys nothing: file names and answers may hold control characters, or start a line that looks like ours. */
export function inert(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
