import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { FileEntry, FileTree } from '../../model/file-tree.ts';
import { explainFileError } from './explain-file-error.ts';
import { locateFile, type Located } from './locate-file.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** 16 MiB: far above any file that a template makes, far below what would exhaust memory. */
const LARGEST = 16 * 1024 * 1024;

/** Reads the named files of a project. See `ProjectFiles.read` for what is refused; all problems come in one UserError. */
export function readProject(root: string, paths: Iterable<string>): FileTree {
  const wanted = new Set(paths);
  const problems: Problem[] = [];
  const files = new Map<string, FileEntry>();
  for (const file of [...wanted].toSorted()) {
    const place = locateFile(root, file);
    const result = place.kind === 'file' ? readEntry(file, place) : refuse(file, place, wanted);
    if (result === undefined) continue;
    if ('what' in result) problems.push(result);
    else files.set(file, result);
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError(first, ...rest);
  return files;
}

/** A file's bytes as an entry: text where they are UTF-8, else one character a byte. */
export function toEntry(bytes: Buffer, mode: number): FileEntry {
  const executable = (mode & 0o100) !== 0;
  return isUtf8(bytes)
    ? { text: bytes.toString('utf8'), executable }
    : { text: bytes.toString('latin1'), executable, binary: true };
}

/** The bytes of an entry: the inverse of {@link toEntry}. */
export function toBytes(entry: FileEntry): Buffer {
  return Buffer.from(entry.text, entry.binary === true ? 'latin1' : 'utf8');
}

function readEntry(file: string, place: Extract<Located, { kind: 'file' | 'folder' }>): FileEntry | Problem {
  if (place.stat.size > LARGEST) {
    return {
      where: file,
      what: `is ${Math.round(place.stat.size / 1024 / 1024)} MiB, more than the 16 MiB that can be merged`,
      fix: 'move it away',
    };
  }
  try {
    return toEntry(readRegularFile(place.real), place.stat.mode);
  } catch (error) {
    return explainFileError(error, file);
  }
}

function refuse(file: string, place: Located, wanted: ReadonlySet<string>): Problem | undefined {
  if (place.kind === 'problem') return place.problem;
  if (place.kind === 'absent') {
    if (place.blockedBy === undefined || wanted.has(place.blockedBy)) return undefined;
    return {
      where: file,
      what: `needs the folder ${place.blockedBy}, but that is a file`,
      fix: `move ${place.blockedBy} away`,
    };
  }
  const others = foreignFiles(file, place.real, wanted);
  if (others.length === 0) return undefined;
  const list = others.slice(0, 3).join(', ') + (others.length > 3 ? ', ...' : '');
  return {
    where: file,
    what: `is a folder (with ${list}), but a file belongs there`,
    fix: `move the folder away: mv ${shellWord(file)} ${shellWord(`${file}.mine`)}`,
  };
}

/** Files in a folder that nobody named, at most a few; the folder itself when it is empty. */
function foreignFiles(folder: string, real: string, wanted: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const entries = fs.readdirSync(real, { withFileTypes: true });
  if (entries.length === 0) found.push('nothing in it');
  for (const entry of entries) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...foreignFiles(name, path.join(real, entry.name), wanted));
    else if (!wanted.has(name)) found.push(name);
    if (found.length > 3) break;
  }
  return found;
}
