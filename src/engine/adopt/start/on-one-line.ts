/** A text of a program may hold anything; a record and a comment take one line, that reads as it is. */
export function onOneLine<T extends string | undefined>(text: T): T {
  return text?.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, ' ') as T;
}
