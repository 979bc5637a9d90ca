/** Parts of a path beyond which no end is looked up: what names a file so does not name more folders. */
const deepest = 12;

const known = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

/** Paths of a repository that lie in a folder and end with a name (`b/main.py`): up to two, which tells whether there is one alone. */
export function endingWith(paths: ReadonlySet<string>, end: string): readonly string[] {
  const index = known.get(paths) ?? indexEnds(paths);
  known.set(paths, index);
  return index.get(end) ?? [];
}

/** Found once for a repository: each of its commands asks. */
function indexEnds(paths: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const ends = new Map<string, string[]>();
  for (const path of paths) {
    let at = path.lastIndexOf('/');
    for (let parts = 0; at > 0 && parts < deepest; parts += 1) {
      const end = path.slice(at + 1);
      const found = ends.get(end);
      if (found === undefined) ends.set(end, [path]);
      else if (found.length < 2) found.push(path);
      at = path.lastIndexOf('/', at - 1);
    }
  }
  return ends;
}
