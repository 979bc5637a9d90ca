import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { once } from '../once.ts';

/** Places whose files come with the run, or with every system. */
const ofRun = ['/safe_data', '/safe_outputs', '/tmp', '/dev', '/proc', '/sys', '/etc', '/usr', '/var'];

/** Whether nobody can know from the files what lies at a place when the container runs; what is named relative to /scratch begins empty. */
export function comesWithRun(place: string, isRelative: boolean): boolean {
  return ofRun.some((folder) => isUnder(place, folder)) || (!isRelative && isUnder(place, '/scratch'));
}

/** Whether the image has something at a place, or may have: a folder that nobody could look into. */
export function isInImage(place: string, { places, unseen }: Reach): boolean {
  if (places.has(place) || unseen.some((folder) => isUnder(place, folder))) return true;
  return foldersOf(places).has(place);
}

/** The folders that paths lie in, those above them too. */
export function foldersOf(paths: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  return once(paths, 'folders', () => {
    const found = new Set<string>();
    for (const path of paths.keys())
      for (
        let end = path.lastIndexOf('/');
        end > 0 && !found.has(path.slice(0, end));
        end = path.lastIndexOf('/', end - 1)
      )
        found.add(path.slice(0, end));
    return found;
  });
}

/** Each folder that a path names before one of its slashes. */
export function foldersAbove(path: string): readonly string[] {
  const found: string[] = [];
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) found.push(path.slice(0, end));
  return found;
}
