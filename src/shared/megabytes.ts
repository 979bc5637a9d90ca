/** `16 MB`; one decimal below ten. */
export function megabytes(bytes: number): string {
  const size = bytes / 1_000_000;
  return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} MB`;
}
