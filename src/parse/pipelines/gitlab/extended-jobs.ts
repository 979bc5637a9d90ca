import type { LocatedNode } from '../../text/located-yaml.ts';
import { mergeEntries } from './gitlab-includes.ts';

/** Makes of a job's name its entries with those of the jobs that it extends, each looked at once. */
export function readTemplates(
  entries: ReadonlyMap<string, LocatedNode>,
): (name: string) => ReadonlyMap<string, LocatedNode> {
  const known = new Map<string, ReadonlyMap<string, LocatedNode>>();
  const read = (name: string, depth: number): ReadonlyMap<string, LocatedNode> => {
    const job = entries.get(name);
    const there = known.get(name);
    // GitLab itself follows eleven levels.
    if (job === undefined || there !== undefined || depth > 10) return there ?? new Map();
    // Whoever extends itself, by way of others, finds nothing here.
    known.set(name, new Map());
    const parent = job.entries.get('extends');
    const names = [parent?.text, ...(parent?.items ?? []).map(({ text }) => text)].slice(0, mostParents);
    let whole: ReadonlyMap<string, LocatedNode> = new Map();
    for (const each of [...names.map((parentName) => read(parentName ?? '', depth + 1)), job.entries])
      whole = mergeEntries(whole, each);
    known.set(name, whole);
    return whole;
  };
  return (name) => read(name, 0);
}

/** GitLab takes no more either. */
const mostParents = 100;
