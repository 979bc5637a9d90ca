import fs from 'node:fs';
import path from 'node:path';

/** A folder, or a link, on the way to a place. */
export interface Passed {
  readonly place: string;
  readonly stat: fs.Stats;
}

/** As many as a system follows. */
const mostLinks = 40;

/**
 * Every folder and every link that is passed on the way to a place, from the root of the disk on and in their real places: what a link leads to is walked
 * in the same way. It ends at what is not there.
 */
export function listPassed(place: string): readonly Passed[] {
  const whole = path.resolve(place);
  const found: Passed[] = [];
  let folder = path.parse(whole).root;
  let links = 0;
  const left = ['', ...namesOf(whole)];
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    const next = path.join(folder, name);
    const stat = lookAt(next);
    if (stat === undefined) return found;
    found.push({ place: next, stat });
    if (!stat.isSymbolicLink()) folder = next;
    else {
      const target = readLink(next);
      links += 1;
      if (target === undefined || links > mostLinks) return found;
      if (path.isAbsolute(target)) folder = path.parse(target).root;
      left.unshift(...namesOf(target));
    }
  }
  return found;
}

const namesOf = (place: string): readonly string[] =>
  place
    .slice(path.parse(place).root.length)
    .split(path.sep)
    .filter((name) => name !== '');

function lookAt(place: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function readLink(place: string): string | undefined {
  try {
    return fs.readlinkSync(place);
  } catch {
    return undefined;
  }
}
