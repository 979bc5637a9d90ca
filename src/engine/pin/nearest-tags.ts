import { editDistance } from '../../shared/edit-distance.ts';

/** Most characters of a tag, by the grammar. */
const longest = 128;

/** Up to `most` of the existing tags, those most like the wanted one first; of two equally like it, the one that begins like it. */
export function nearestTags(wanted: string, existing: readonly string[], most = 5): readonly string[] {
  const unique = [...new Set(existing.map((tag) => tag.slice(0, longest)))];
  const ranked = unique.map((tag) => ({
    tag,
    distance: editDistance(wanted.slice(0, longest), tag),
    shared: sharedPrefix(wanted, tag),
  }));
  ranked.sort((a, b) => a.distance - b.distance || b.shared - a.shared || (a.tag < b.tag ? -1 : 1));
  return ranked.slice(0, most).map(({ tag }) => tag);
}

function sharedPrefix(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}
