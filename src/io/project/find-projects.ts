import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';

/** Bytes of a record that is looked into; ours has some hundreds. */
const largest = 1024 * 1024;

/**
 * The nearest project of this generator above a folder, as an absolute path, one that lost its record among them: no further than the root of the repository, the home folder, or the
 * last folder of the same owner. The folder itself does not count.
 */
export function findProjectAbove(folder: string): string | undefined {
  const owner = ownerOf(folder);
  for (let place = folder; !fs.existsSync(path.join(place, '.git')) && place !== os.homedir();) {
    const above = path.dirname(place);
    if (above === place || ownerOf(above) !== owner) return undefined;
    if (isOrWasProject(above, owner)) return above;
    place = above;
  }
  return undefined;
}

/** The one container that `adopt` wrote beside a folder of a repository, or beside one above it, as an absolute path; as far as {@link findProjectAbove} looks. */
export function findAdoptedAbove(folder: string): string | undefined {
  const owner = ownerOf(folder);
  for (let place = folder; !fs.existsSync(path.join(place, '.git')) && place !== os.homedir();) {
    const above = path.dirname(place);
    if (above === place || ownerOf(above) !== owner) return undefined;
    const found = entriesOf(above)
      .filter((entry) => entry.isDirectory() && /^tre(?:-[\w.-]+)?$/.test(entry.name))
      .map(({ name }) => path.join(above, name))
      .filter((each) => isProject(each, owner));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    place = above;
  }
  return undefined;
}

/** Folders that are looked into for projects, and how deep: who names the folder above some has them one or two below. */
const below = { folders: 500, levels: 3 };

/**
 * The projects of this generator in the folders below one, as paths from there, sorted: of the same owner, at most three levels down, and not in
 * folders of tools, those that begin with a dot among them. The folder itself does not count.
 */
export function findProjectsBelow(folder: string): readonly string[] {
  const owner = ownerOf(folder);
  const found: string[] = [];
  const open = [''];
  for (let index = 0; index < Math.min(open.length, below.folders); index += 1) {
    const inside = open[index] ?? '';
    for (const entry of entriesOf(path.join(folder, inside))) {
      if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const place = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (isOrWasProject(path.join(folder, place), owner)) found.push(place);
      else if (place.split('/').length < below.levels) open.push(place);
    }
  }
  return found.toSorted();
}

function entriesOf(folder: string): readonly fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether a folder holds the record of a project of ours. */
export function isProject(folder: string, owner = ownerOf(folder)): boolean {
  const file = path.join(folder, '.yo-rc.json');
  try {
    const stat = fs.statSync(file);
    // A pipe is never at its end, nor is a device.
    if (!stat.isFile() || stat.uid !== owner || stat.size > largest) return false;
    return readRegularFile(fs.realpathSync(file)).includes('"generator-tre-container"');
  } catch {
    return false;
  }
}

/** Whether a folder is a project, or was one: its record may be lost, and what lies beside it is there. */
function isOrWasProject(folder: string, owner: number | undefined): boolean {
  const baseline = path.join(folder, '.tre-container/baseline.json');
  return isProject(folder, owner) || fs.statSync(baseline, { throwIfNoEntry: false })?.uid === owner;
}

/** Whether anything is at a place. */
export function isThere(place: string): boolean {
  return fs.existsSync(place);
}

/** Names of what lies in a folder; none where it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** As a person who stands in `from` would type it. */
export function pathFrom(from: string, folder: string): string {
  return path.relative(from, folder).replaceAll('\\', '/') || '.';
}

function ownerOf(folder: string): number | undefined {
  return fs.statSync(folder, { throwIfNoEntry: false })?.uid;
}
