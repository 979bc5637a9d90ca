/** Whether a path is one of these, or lies in one of those that end in a slash. */
export function isWithin(places: readonly string[], path: string): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}
