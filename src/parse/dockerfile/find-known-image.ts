import type { From } from '../../model/dockerfile/dockerfile-facts.ts';
import type { KnownImage } from '../../model/dockerfile/known-image.ts';

/** What is known of an image: a name in full wins over one with a `*`, and a kind of tag over any tag. */
export function findKnownImage({ image }: From, images: readonly KnownImage[]): KnownImage | undefined {
  if (image === undefined) return undefined;
  const name = `${image.canonicalRegistry}/${image.canonicalRepository}`;
  const tag = image.tag ?? 'latest';
  const named = (matches: (repository: string) => boolean): KnownImage | undefined => {
    const found = images.filter(({ repositories, tags }) => repositories.some(matches) && tags?.test(tag) !== false);
    return found.find(({ tags }) => tags !== undefined) ?? found[0];
  };
  return (
    named((repository) => repository === name) ??
    named((repository) => repository.endsWith('*') && name.startsWith(repository.slice(0, -1)))
  );
}
