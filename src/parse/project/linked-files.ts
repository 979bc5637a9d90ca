/** Links that lead to a link that leads to a link: no more than this, as the kernel has it. */
const mostHops = 40;
/** Comparisons of a link's target with files that may be made before every file counts. */
const mostWork = 5_000_000;

/**
 * What a build comes to by links: of `paths`, those that a link leads to which is taken or stands in a source of COPY, and what lies below them. Links
 * lead from the top of the context and never above it, as builders have it. `links`: where each leads, as it is written. More than a builder follows,
 * never less: every path, where there are too many to follow.
 */
export function linkedFiles(
  paths: readonly string[],
  links: ReadonlyMap<string, string>,
  taken: readonly string[],
  sources: readonly string[],
): readonly string[] {
  const isNamed = (link: string): boolean =>
    sources.some((source) => source === link || source.startsWith(`${link}/`) || /[*?[]/.test(source));
  const open = [...new Set([...taken.filter((path) => links.has(path)), ...[...links.keys()].filter(isNamed)])];
  const known = new Set(open);
  const found = new Set<string>();
  const folders = new Set<string>();
  for (let link = open.pop(), work = 0; link !== undefined; link = open.pop()) {
    const target = followLink(link, links);
    if (target === undefined || folders.has(target)) continue;
    folders.add(target);
    work += paths.length;
    if (work > mostWork) return paths;
    for (const path of paths) {
      if (target !== '' && path !== target && !path.startsWith(`${target}/`)) continue;
      found.add(path);
      if (links.has(path) && !known.has(path)) open.push(path);
      known.add(path);
    }
  }
  return [...found];
}

/** The path in the context that a link ends at; nothing where it leads in a circle. */
function followLink(link: string, links: ReadonlyMap<string, string>): string | undefined {
  const rest = link.split('/').toReversed();
  const done: string[] = [];
  for (let part = rest.pop(), hops = 0; part !== undefined; part = rest.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      done.pop();
      continue;
    }
    done.push(part);
    const target = links.get(done.join('/'));
    if (target === undefined) continue;
    hops += 1;
    if (hops > mostHops) return undefined;
    if (target.startsWith('/')) done.length = 0;
    else done.pop();
    rest.push(...target.split('/').toReversed());
  }
  return done.join('/');
}
