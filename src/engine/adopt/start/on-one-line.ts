/** A text of a program may hold anything; the record takes one line. */
export function onOneLine<T extends string | undefined>(text: T): T {
  return text?.replaceAll(/\p{Cc}/gu, ' ') as T;
}
