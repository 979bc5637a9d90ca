/** Places in a JSON text: offsets of keys and list entries by path, and of the keys that stand twice in one object. */
export interface JsonPlaces {
  readonly offsets: ReadonlyMap<string, number>;
  readonly duplicates: readonly { readonly key: string; readonly offset: number }[];
}

/** Key of {@link JsonPlaces.offsets}. */
export function pathKey(path: readonly (string | number)[]): string {
  return JSON.stringify(path);
}

/** Finds the places in a text that `JSON.parse` has accepted; the parser itself keeps neither places nor duplicates. */
export function locateJson(text: string): JsonPlaces {
  const offsets = new Map<string, number>();
  const duplicates: { key: string; offset: number }[] = [];
  const path: (string | number)[] = [];
  const openers: string[] = [];
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"(?=\s*(:)?)|[[\]{},]|[^\s[\]{}:,"]+/g)) {
    const [token, colon] = match;
    if (token === ',') {
      if (openers.at(-1) === '[') path.push((path.pop() as number) + 1);
      else path.pop();
    } else if (token === ']' || token === '}') {
      // An empty object has pushed no key.
      if (path.length === openers.length) path.pop();
      openers.pop();
    } else {
      if (colon !== undefined) path.push(JSON.parse(token) as string);
      const place = pathKey(path);
      if (colon !== undefined && offsets.has(place)) duplicates.push({ key: String(path.at(-1)), offset: match.index });
      if (!offsets.has(place)) offsets.set(place, match.index);
      if (token === '{' || token === '[') openers.push(token);
      if (token === '[') path.push(0);
    }
  }
  return { offsets, duplicates };
}
