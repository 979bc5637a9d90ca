import type { WaiverFacts } from '../../../model/check/waiver.ts';

/** Which waiver of a rule accepts a file, by what it names: the file, or a folder that it lies in, with its slash. */
export function acceptedPlaces({ waivers }: WaiverFacts, id: string): (path: string) => string | undefined {
  const own = waivers.filter(({ rule }) => rule === id);
  const files = new Set(own.flatMap(({ path }) => path ?? []));
  const folders = own.flatMap(({ below }) => below ?? []).toSorted((a, b) => b.length - a.length);
  return (path) => (files.has(path) ? path : folders.find((folder) => path.startsWith(folder)));
}
