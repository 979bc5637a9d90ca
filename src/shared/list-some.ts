/** Up to five, then how many more. */
export function listSome(things: readonly string[]): string {
  return things.length <= 5 ? things.join(', ') : `${things.slice(0, 5).join(', ')} and ${things.length - 5} more`;
}
