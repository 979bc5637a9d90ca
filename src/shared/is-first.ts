/** Notes a key in a set, and tells whether it was not there before. */
export function isFirst(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
