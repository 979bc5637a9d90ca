/** The line of a program's log that says why it failed: the last that speaks of an error, else the last; where to find help is no reason. */
export function reasonOf(log: string): string {
  const lines = log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:See|Run) '/.test(line) && !line.startsWith('For more help'));
  return lines.findLast((line) => /\berror\b/i.test(line)) ?? lines.at(-1) ?? '';
}
