/** The version that a tag begins with (`3.13.16-slim-trixie`: `3.13.16`); nothing where it begins with none, or with one before a release. */
export function versionOfTag(tag: string): string | undefined {
  return /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:-|$)/.exec(tag)?.[1];
}

/**
 * How a version stands to a release. `moves`: it names a line that the release is of (`3.13`, beside `3.13.16`), and so a release of it that may be
 * any; `reaches`: it names such a line whose first release that is (`4.4`, beside `4.4.0`), so whichever it is, it is no older.
 */
export function compareRelease(version: string, release: string): 'older' | 'same' | 'newer' | 'moves' | 'reaches' {
  const [own, other] = [version, release].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (const [at, number] of other.entries()) {
    const mine = own[at];
    if (mine === undefined) return other.slice(at).every((each) => each === 0) ? 'reaches' : 'moves';
    if (mine !== number) return mine < number ? 'older' : 'newer';
  }
  return own.length > other.length ? 'newer' : 'same';
}

/** Whether a version is of a line: `3.13.2` and `3.13` are of `3.13`, `3.1` and `3` are not. */
export function isOfLine(version: string, line: string): boolean {
  return line === '' || version === line || version.startsWith(`${line}.`);
}
