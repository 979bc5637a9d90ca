/** Whether a tag starts with this release or a later one; undefined where it starts with no number. */
export function isFromRelease(tag: string, [fromMajor, fromMinor]: readonly [number, number]): boolean | undefined {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
  if (major === undefined) return undefined;
  return Number(major) > fromMajor || (Number(major) === fromMajor && Number(minor ?? 0) >= fromMinor);
}
