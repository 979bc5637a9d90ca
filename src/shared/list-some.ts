/** The first of them, then how many more. `between`: what parts two of them. */
export function listSome(things: readonly string[], most = 5, between: ', ' | '; ' | ' | ' = ', '): string {
  const rest = things.length - most;
  const shown = things.slice(0, most).join(between);
  return rest <= 0 ? shown : `${shown}${between === '; ' ? ';' : ''} and ${String(rest)} more`;
}
