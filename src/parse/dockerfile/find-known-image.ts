import type { From } from '../../model/dockerfile/dockerfile-facts.ts';
import type { KnownImage } from '../../model/dockerfile/known-image.ts';

/** What is known of an image: a name in full wins over one with a `*`, and a kind of tag over any tag. */
export function findKnownImage(from: From, images: readonly KnownImage[]): KnownImage | undefined {
  if (from.named === undefined) return undefined;
  const name = `${from.named.canonicalRegistry}/${from.named.canonicalRepository}`;
  // Of an open tag only that holds which holds for each.
  const tag = from.image === undefined ? undefined : (from.image.tag ?? 'latest');
  const named = (matches: (repository: string) => boolean): KnownImage | undefined => {
    const ofName = images.filter(({ repositories }) => repositories.some(matches));
    if (tag === undefined) return agreed(ofName);
    const found = ofName.filter(({ tags }) => tags?.test(tag) !== false);
    return found.find(({ tags }) => tags !== undefined) ?? found[0];
  };
  return (
    named((repository) => repository === name) ??
    named((repository) => repository.endsWith('*') && name.startsWith(repository.slice(0, -1)))
  );
}

const contractOf = ({
  kind,
  user,
  users,
  shell,
  ports,
  entrypoint,
  cmd,
  passes,
  server,
  needsRoot,
}: KnownImage): string => JSON.stringify([kind, user, users, shell, ports, entrypoint, cmd, passes, server, needsRoot]);

/** What all kinds of tags have in common, where they differ in nothing but what they bring. */
function agreed(found: readonly KnownImage[]): KnownImage | undefined {
  const [first, ...others] = found;
  if (first === undefined || others.length === 0) return first?.tags === undefined ? first : undefined;
  if (others.some((each) => contractOf(each) !== contractOf(first))) return undefined;
  const { tags: _tags, runs: _runs, packages: _packages, lacks: _lacks, interprets: _interprets, ...common } = first;
  return common;
}
