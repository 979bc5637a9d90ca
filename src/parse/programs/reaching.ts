/** A stretch of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where an assignment stands: with what surrounds it within its function. */
export interface Assigned extends Range {
  /** The block of statements that it stands in; absent for that of the function or of the file. */
  readonly block?: Range;
  /** The outermost loop around it. */
  readonly loop?: Range;
}

function holds({ start, end }: Range, at: number): boolean {
  return start <= at && at < end;
}

/**
 * Of what is assigned to a name, that which can still be its value at a place of the same function: an assignment that every way to the place
 * goes through takes the ones before it away, and one that stands behind the place comes to it only round a loop. All of them where none is left.
 */
export function reaching<T>(
  all: readonly T[],
  at: number | undefined,
  placeOf: (each: T) => Assigned | undefined,
): readonly T[] {
  if (at === undefined || all.length < 2) return all;
  const placed = all.map((each) => ({ each, place: placeOf(each) }));
  const last = placed
    .map(({ place }) => place)
    .findLast(
      (place) => place !== undefined && place.end <= at && (place.block === undefined || holds(place.block, at)),
    );
  const left = placed.filter(({ place }) => {
    if (place === undefined || place === last) return true;
    if (place.end <= at) return last === undefined || place.start >= last.start;
    return place.loop !== undefined && holds(place.loop, at) && (last === undefined || !holds(place.loop, last.start));
  });
  return left.length === 0 ? all : left.map(({ each }) => each);
}
