import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';

/** A path that was found, with what a list of a build context must know of it. */
export interface ListedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
  readonly isLink: boolean;
}

/** Never part of an image by their nature, or made by us. */
const leftOut = new Set(['.git', '.hg', '.svn', '.tre-container']);
const mostFiles = 50_000;
/** Bytes that are read to digest a project, by the sizes that its files claim: a file of nothing but holes takes as long to read as a full one. */
const mostBytes = 20 * 1024 ** 3;

/**
 * Every file below a folder, without what version control and we keep there, sorted; a reason where there are too many to list. Unlike the
 * survey of a check it looks into every folder: a change in `node_modules` that is copied in changes the image.
 */
export function listTree(root: string): readonly ListedFile[] | { readonly reason: string } {
  const found: ListedFile[] = [];
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = readFolder(join(root, folder));
    if (entries === undefined) return { reason: `${folder === '' ? root : folder} cannot be opened` };
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (leftOut.has(entry.name)) continue;
      if (entry.isDirectory()) open.push(path);
      else {
        const stat = fs.lstatSync(join(root, path), { throwIfNoEntry: false });
        // What was listed and is not there has a name that is no UTF-8.
        if (stat === undefined) return { reason: `${path} has a name that is no UTF-8` };
        found.push({ path, size: stat.size, executable: (stat.mode & 0o111) !== 0, isLink: stat.isSymbolicLink() });
      }
      if (found.length > mostFiles) return { reason: `the project has more than ${String(mostFiles)} files` };
    }
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function readFolder(folder: string): readonly fs.Dirent[] | undefined {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

/** Files of which none was read, and the largest of them. */
export interface TooLarge {
  readonly reason: string;
  readonly path: string;
}

/** Whether files hold more than is read of a project, by their sizes alone. */
export function findTooLarge(root: string, paths: readonly string[], most = mostBytes): TooLarge | undefined {
  let [total, largest, name] = [0, 0, ''];
  for (const path of paths) {
    const stat = fs.lstatSync(join(root, path), { throwIfNoEntry: false });
    if (stat?.isFile() !== true) continue;
    total += stat.size;
    if (stat.size > largest) [largest, name] = [stat.size, path];
  }
  if (total <= most) return undefined;
  return {
    reason: `they hold ${printBytes(total)}, ${printBytes(largest)} of it in ${name}, and at most ${printBytes(most)} are read`,
    path: name,
  };
}

function printBytes(bytes: number): string {
  return bytes < 1e9 ? `${String(Math.round(bytes / 1e6))} MB` : `${String(Math.round(bytes / 1e9))} GB`;
}

/**
 * What a file is now, in one word: its permission to be executed and the SHA-256 of its bytes, where a link leads, or what else it is.
 * Links are not followed, as engines do not follow those in a folder. A file that is not there is `absent`.
 */
export function digestFiles(root: string, paths: readonly string[]): ReadonlyMap<string, string> | TooLarge {
  return findTooLarge(root, paths) ?? new Map(paths.map((path) => [path, digestFile(join(root, path))]));
}

function digestFile(file: string): string {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 'absent';
  if (stat.isSymbolicLink()) return `link:${sha256(fs.readlinkSync(file))}`;
  if (!stat.isFile()) return 'special';
  const mode = (stat.mode & 0o111) === 0 ? '644' : '755';
  try {
    return `${mode}:${digestBytes(file)}`;
  } catch {
    return `${mode}:unreadable`;
  }
}

/** Read by pieces, so that a large file needs no memory. */
function digestBytes(file: string): string {
  const digest = createHash('sha256');
  const piece = Buffer.alloc(1024 * 1024);
  const handle = fs.openSync(file, 'r');
  try {
    for (let read = fs.readSync(handle, piece); read > 0; read = fs.readSync(handle, piece))
      digest.update(piece.subarray(0, read));
  } finally {
    fs.closeSync(handle);
  }
  return digest.digest('hex');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
