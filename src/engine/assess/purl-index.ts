/** Package URLs of an acceptance, by name and version, so that one of many is found without looking at all. */
export type PurlIndex = ReadonlyMap<string, readonly Purl[]>;

interface Purl {
  readonly name: string;
  /** Empty: every version. */
  readonly version: string;
  readonly qualifiers: readonly string[];
}

/** Reads package URLs (https://github.com/package-url/purl-spec). What names no package is left out: it means none. */
export function indexPurls(purls: readonly string[]): PurlIndex {
  const found = new Map<string, Purl[]>();
  for (const text of new Set(purls)) {
    const purl = splitPurl(text);
    if (purl.name === '') continue;
    const key = keyOf(purl.name, purl.version);
    const known = found.get(key);
    if (known === undefined) found.set(key, [purl]);
    else known.push(purl);
  }
  return found;
}

/**
 * Whether one of them means a package: a package URL without a version means every version, and qualifiers that it does not name mean nothing.
 * `count` is told how many were looked at.
 */
export function meansPackage(index: PurlIndex, found: Purl, count: (steps: number) => void): boolean {
  const same = [
    ...(index.get(keyOf(found.name, '')) ?? []),
    ...(found.version === '' ? [] : (index.get(keyOf(found.name, found.version)) ?? [])),
  ];
  count(same.reduce((sum, { qualifiers }) => sum + 1 + qualifiers.length * found.qualifiers.length, 0));
  return same.some(({ qualifiers }) => qualifiers.every((qualifier) => found.qualifiers.includes(qualifier)));
}

export function splitPurl(purl: string): Purl {
  const [path = '', query = ''] = (purl.split('#')[0] ?? '').split('?');
  const at = path.indexOf('@', path.lastIndexOf('/'));
  return {
    name: at < 0 ? path : path.slice(0, at),
    version: at < 0 ? '' : decode(path.slice(at + 1)),
    qualifiers: query.split('&').filter((part) => part !== ''),
  };
}

function keyOf(name: string, version: string): string {
  return JSON.stringify([name, version]);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
