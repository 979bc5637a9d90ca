/** A number with what it counts: `1 program`, `3 programs`. */
export function countOf(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
