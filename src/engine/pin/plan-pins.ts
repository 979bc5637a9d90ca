import type { ImagePlace, OpenPlace, PinEntry, PinMode, PinPlace } from '../../model/pin/pin.ts';
import type { ImageName } from '../../model/pin/registry.ts';
import type { TextEdit } from '../../model/check/rule.ts';

/** What a tag or branch was found to mean, or why it was not found. */
export type PinAnswer =
  | { readonly found: string; readonly dates: ReadonlyMap<string, string> }
  | { readonly failed: string }
  | { readonly absent: string };

/** Registries that hand on the images of another one, by host. */
export type Proxies = ReadonlyMap<string, string>;

/** The name by which an image is looked up; without a tag an engine takes `latest`. */
export function nameOf({ image }: ImagePlace, proxies: Proxies): ImageName {
  return {
    registry: proxies.get(image.canonicalRegistry) ?? image.canonicalRegistry,
    repository: image.canonicalRepository,
    tag: image.tag ?? 'latest',
  };
}

/** The key of a place's question: places with the same key have the same answer. Nothing for a place that is not asked about. */
export function keyOf(place: PinPlace, mode: PinMode, proxies: Proxies): string | undefined {
  if (place.kind === 'open' || !isAsked(place, mode)) return undefined;
  if (place.kind === 'action') return `${place.repository}@${place.ref ?? ''}`;
  if (place.kind === 'package') return place.text;
  if (place.kind === 'wheel') return `${place.index} ${place.name}@${place.version}`;
  const { registry, repository, tag } = nameOf(place, proxies);
  return `${registry}/${repository}:${tag}`;
}

/** `pin` asks only about what has no digest; what names nothing but a digest cannot be asked about. */
function isAsked(place: Exclude<PinPlace, OpenPlace>, mode: PinMode): boolean {
  const old = pinOf(place);
  if (old === undefined) return true;
  // A version of a package never changes.
  if (place.kind === 'package') return false;
  // New files come to a version for new Pythons.
  if (place.kind === 'wheel') return mode === 'update';
  return mode !== 'pin' && (place.kind === 'action' ? place.ref : place.image.tag) !== undefined;
}

/** Digest or commit that a place has now. */
export function pinOf(place: PinPlace): string | undefined {
  if (place.kind === 'open') return undefined;
  if (place.kind === 'package') return place.integrity;
  if (place.kind === 'wheel') return place.hashes;
  return place.kind === 'action' ? place.commit : place.image.digest;
}

/** What becomes of a place, by the answer to its question. */
export function judgePlace(place: PinPlace, answer: PinAnswer | undefined, mode: PinMode): PinEntry {
  if (place.kind === 'open') return { place, outcome: 'open', reason: place.reason };
  const old = pinOf(place);
  const before = old === undefined ? {} : { old };
  if (answer === undefined)
    return {
      place,
      outcome: 'kept',
      ...before,
      ...(mode === 'pin' || place.kind === 'package' || place.kind === 'wheel'
        ? {}
        : { reason: 'it names no tag, so nothing tells whether it has moved' }),
    };
  if ('failed' in answer) return { place, outcome: 'failed', ...before, reason: answer.failed };
  if ('absent' in answer) return { place, outcome: 'open', ...before, reason: answer.absent };
  const [oldDate, newDate] = [old === undefined ? undefined : answer.dates.get(old), answer.dates.get(answer.found)];
  const dates = { ...(oldDate === undefined ? {} : { oldDate }), ...(newDate === undefined ? {} : { newDate }) };
  if (old === answer.found) return { place, outcome: 'current', ...before, new: answer.found, ...dates };
  const outcome =
    mode === 'check' ? (old === undefined ? 'unpinned' : 'moved') : old === undefined ? 'pinned' : 'updated';
  return { place, outcome, ...before, new: answer.found, ...dates };
}

/**
 * pip takes a list with checksums for every line or for none: where one line of a list gets none, the others of it are left as they are.
 */
export function holdTogether(entries: readonly PinEntry[]): readonly PinEntry[] {
  const short = new Set(
    entries
      .filter(({ place, outcome }) => isOfList(place) && (outcome === 'failed' || outcome === 'open'))
      .map(({ place }) => place.file),
  );
  return entries.map((entry) =>
    entry.place.kind === 'wheel' && entry.outcome === 'pinned' && short.has(entry.place.file)
      ? {
          place: entry.place,
          outcome: 'open',
          reason: 'another line of this list has no checksum, and pip takes a list with checksums for all or for none',
        }
      : entry,
  );
}

const isOfList = ({ kind, file }: PinPlace): boolean => kind === 'wheel' || (kind === 'open' && listName.test(file));

/** The one list for pip that is installed with `--no-deps`: in any other, checksums would ask for those of every dependency. */
export const listName = /(?:^|\/)requirements-torch\.txt$/;

/** The edits of one file that entries ask for, in order. Only a digest changes, or a commit takes the place of a tag, which goes into a comment. */
export function listEdits(entries: readonly PinEntry[], file: string): readonly TextEdit[] {
  const changing = entries.filter(
    ({ place, outcome }) => place.file === file && (outcome === 'pinned' || outcome === 'updated'),
  );
  return changing.flatMap(({ place, new: found = '' }) => toEdits(place, found)).toSorted((a, b) => a.start - b.start);
}

function toEdits(place: PinPlace, found: string): TextEdit[] {
  if (place.kind === 'open') return [];
  const { file } = place;
  if (place.kind === 'image') return [{ file, ...place.digestAt, text: `@${found}` }];
  if (place.kind === 'package') return [{ file, ...place.valueAt, text: JSON.stringify(`${place.text}#${found}`) }];
  if (place.kind === 'wheel') {
    const lines = found.split(' ').map((hash) => ` \\\n    --hash=${hash}`);
    return [{ file, ...place.hashesAt, text: lines.join('') }];
  }
  const { commentAt, ref = '', refAt } = place;
  return [
    { file, ...refAt, text: found },
    ...(commentAt === undefined ? [] : [{ file, start: commentAt, end: commentAt, text: ` # ${ref}` }]),
  ];
}

/** Puts edits of one file, which must not overlap and must be in order, into a text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let at = 0;
  let result = '';
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
