/** Bytes in the largest unit that leaves at least one, with a decimal below ten where there is one: `412 MB`, `1.5 GB`, `8 GB`. */
export function printSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  return `${String(size < 10 ? Math.round(size * 10) / 10 : Math.round(size))} ${units[power] ?? ''}`;
}
