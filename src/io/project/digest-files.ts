import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { openRegularFile } from '../files/read-regular-file.ts';
import { printSize } from '../../shared/print-size.ts';

/** A file or folder that was found, with what a list of a build context must know of it. */
export interface ListedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
  /** Of a symbolic link: where it leads, as it is written. */
  readonly link?: string;
}

/** Of these there may be as many again: what version control keeps is no sign of a large project. */
const kept = new Set(['.git', '.hg', '.svn', '.tre-container']);
const mostFiles = 50_000;
/** Bytes that are read to digest a project, by the sizes that its files claim: a file of nothing but holes takes as long to read as a full one. */
const mostBytes = 20 * 1024 ** 3;

/**
 * Every file and folder below a folder, sorted; a reason where there are too many to list. Unlike the survey of a check it looks into every folder,
 * those of version control and our own too: whatever COPY takes is part of the image, whatever it is called.
 */
export function listTree(root: string): readonly ListedFile[] | { readonly reason: string } {
  const found: ListedFile[] = [];
  const open: { readonly folder: string; readonly isKept: boolean }[] = [{ folder: '', isKept: false }];
  const counts = { kept: 0, others: 0 };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder } = next;
    const entries = readFolder(join(root, folder));
    if (entries === undefined) return { reason: `${folder === '' ? root : folder} cannot be opened` };
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isKept = next.isKept || kept.has(entry.name);
      const listed = describeEntry(root, path);
      // What was listed and is not there has a name that is no UTF-8; git makes and removes files at any time.
      if (listed === undefined && !isKept) return { reason: `${path} has a name that is no UTF-8` };
      if (listed !== undefined) found.push(listed);
      if (entry.isDirectory()) open.push({ folder: path, isKept });
      counts[isKept ? 'kept' : 'others'] += 1;
      if (Math.max(counts.kept, counts.others) > mostFiles)
        return { reason: `${isKept ? folder : 'the project'} has more than ${String(mostFiles)} files` };
    }
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function describeEntry(root: string, path: string): ListedFile | undefined {
  const file = join(root, path);
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const link = stat.isSymbolicLink() ? { link: fs.readlinkSync(file) } : {};
  return { path, size: stat.isFile() ? stat.size : 0, executable: (stat.mode & 0o111) !== 0, ...link };
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
  const { total, largest, name } = measureFiles(root, paths);
  if (total <= most) return undefined;
  return {
    reason: `they hold ${printSize(total)}, ${printSize(largest)} of it in ${name}, and at most ${printSize(most)} are read`,
    path: name,
  };
}

/** The bytes that regular files claim, together and the largest of them, by name. */
export function measureFiles(
  root: string,
  paths: readonly string[],
): { readonly total: number; readonly largest: number; readonly name: string } {
  let [total, largest, name] = [0, 0, ''];
  for (const path of paths) {
    const stat = fs.lstatSync(join(root, path), { throwIfNoEntry: false });
    if (stat?.isFile() !== true) continue;
    total += stat.size;
    if (stat.size > largest) [largest, name] = [stat.size, path];
  }
  return { total, largest, name };
}

/**
 * What a file or folder is now, in one word: its permissions and the SHA-256 of its bytes, where a link leads, or what else it is. Builders keep
 * permissions, those of folders and the bits that set a user too. Whether the group may write depends on who checked a project out (umask 002 or 022),
 * and is left out. Links are not followed. What is not there is `absent`.
 */
export function digestFiles(root: string, paths: readonly string[]): ReadonlyMap<string, string> | TooLarge {
  return findTooLarge(root, paths) ?? new Map(paths.map((path) => [path, digestFile(join(root, path))]));
}

/**
 * Whether files, folders and links are still those that they were, unchanged, whenever it is asked. When one was last changed nobody can set back, as one
 * can the time of its contents. The folders that hold them count as well: one that is renamed, and back, is changed by that. So it is by whatever comes
 * and goes in it, of which nobody can say that nothing took its place meanwhile; in the root itself files may come and go.
 */
export function watchFiles(root: string, paths: readonly string[]): () => boolean {
  const [before, stamp] = [statOf(root), stampFiles(root, paths)];
  return () => {
    const now = statOf(root);
    const isSame = now?.ino === before?.ino && (now?.ctimeNs === before?.ctimeNs || now?.mtimeNs !== before?.mtimeNs);
    return isSame && stampFiles(root, paths) === stamp;
  };
}

/** When each was last changed, and which one it is, in one word. */
function stampFiles(root: string, paths: readonly string[]): string {
  const digest = createHash('sha256');
  for (const path of withFoldersAbove(paths)) {
    const stat = statOf(join(root, path));
    digest.update(`${String(stat?.ctimeNs)} ${String(stat?.ino)} ${path}\n`);
  }
  return digest.digest('hex');
}

function statOf(path: string): fs.BigIntStats | undefined {
  return fs.lstatSync(path, { throwIfNoEntry: false, bigint: true });
}

function withFoldersAbove(paths: readonly string[]): ReadonlySet<string> {
  const all = new Set(paths);
  for (const path of paths)
    for (let folder = dirname(path); folder !== '.' && !all.has(folder); folder = dirname(folder)) all.add(folder);
  return all;
}

function digestFile(file: string): string {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 'absent';
  if (stat.isSymbolicLink()) return `link:${sha256(fs.readlinkSync(file))}`;
  const mode = (stat.mode & 0o7757).toString(8).padStart(4, '0');
  if (stat.isDirectory()) return `${mode}:folder`;
  if (!stat.isFile()) return `${mode}:special`;
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
  const handle = openRegularFile(file);
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
