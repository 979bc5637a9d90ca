import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack, type Header, type Pack } from 'tar-stream';
import { streamRegularFile } from '../files/read-regular-file.ts';
import {
  type ContainerFile,
  lengthOfName,
  mostListedFiles,
  mostListedNames,
  mostReadBytes,
} from '../../model/rehearsal/container-image.ts';

/** Characters of a small file that are kept. */
const mostText = 1 << 20;

/** A folder to make in a container's volume, and the host folder whose content goes into it. */
export interface VolumeFolder {
  /** Path in the archive, without a leading `/`. */
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  readonly from?: string;
  /** Whether the content belongs to `uid` and may be written by all, or to root and may only be read. */
  readonly content?: 'theirs' | 'readable';
}

/** A tar archive of the folders and their contents. Symbolic links, special files and names that are no UTF-8 are left out. */
export function packFolders(folders: readonly VolumeFolder[]): Readable {
  const archive = pack();
  addFolders(archive, folders).then(
    () => archive.finalize(),
    (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return archive as unknown as Readable;
}

async function addFolders(archive: Pack, folders: readonly VolumeFolder[]): Promise<void> {
  for (const folder of folders) {
    if (folder.path !== '')
      archive.entry({
        ...ownedBy(folder.uid, folder.gid),
        name: `${folder.path}/`,
        type: 'directory',
        mode: folder.mode,
        mtime: new Date(),
      });
    if (folder.from !== undefined)
      await addContent(archive, folder, folder.from, folder.path === '' ? '' : `${folder.path}/`);
  }
}

async function addContent(archive: Pack, folder: VolumeFolder, from: string, prefix: string): Promise<void> {
  const writable = folder.content === 'theirs';
  const owner = writable ? ownedBy(folder.uid, folder.gid) : ownedBy(0, 0);
  for (const bytes of (await readdir(from, { encoding: 'buffer' })).toSorted((a, b) => a.compare(b))) {
    const name = bytes.toString('utf8');
    if (!Buffer.from(name).equals(bytes)) continue;
    const path = join(from, name);
    const stats = await lstat(path);
    const executable = (stats.mode & 0o100) !== 0;
    const header = { ...owner, mtime: stats.mtime };
    if (stats.isDirectory()) {
      archive.entry({ ...header, name: `${prefix}${name}/`, type: 'directory', mode: writable ? 0o777 : 0o755 });
      await addContent(archive, folder, path, `${prefix}${name}/`);
    } else if (stats.isFile()) {
      const mode = (writable ? 0o666 : 0o644) | (executable ? 0o111 : 0);
      await pipeline(
        streamRegularFile(path),
        archive.entry({ ...header, name: `${prefix}${name}`, size: stats.size, mode }),
      );
    }
  }
}

/** Ids above 2 097 151 do not fit a plain tar header: they go into an extended one. */
function ownedBy(uid: number, gid: number): Pick<Header, 'uid' | 'gid' | 'pax'> {
  return { uid: Math.min(uid, 0o7777777), gid: Math.min(gid, 0o7777777), pax: { uid: String(uid), gid: String(gid) } };
}

/**
 * The files of an archive that an engine's `cp` wrote, relative to the copied folder (docker names it first in each path, podman
 * does not). Stops, calling `enough`, after `limit` entries, and at a file with which they claim more bytes than are read: that is the last one. Counts rows of delimited text as they pass; content is kept of
 * those files alone that `texts` has, up to 1 MiB.
 */
export async function readFiles(
  archive: Readable,
  top: string,
  limit: number,
  enough: () => void,
  texts?: Map<string, string>,
): Promise<readonly ContainerFile[]> {
  const files: ContainerFile[] = [];
  let bytes = 0;
  let names = 0;
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error)).pipe(entries);
  try {
    for await (const entry of entries) {
      const path = relativeTo(top, entry.header.name);
      bytes += entry.header.size;
      const rows = countRows(path);
      if (bytes <= mostReadBytes)
        for await (const chunk of entry as AsyncIterable<Buffer>) {
          rows.take(chunk);
          const text = texts?.get(path);
          if (text !== undefined && text.length < mostText) texts?.set(path, text + chunk.toString('utf8'));
        }
      if (path !== '') files.push(describeFile(path, entry.header, bytes > mostReadBytes ? undefined : rows.count()));
      names += lengthOfName({ path });
      if (files.length >= limit || bytes > mostReadBytes || names > mostListedNames) break;
    }
  } catch (error) {
    if (!(error instanceof Error) || !/Unexpected end|Premature close/.test(error.message)) throw error;
  }
  if (files.length >= limit || bytes > mostReadBytes || names > mostListedNames) enough();
  return files;
}

/**
 * What the files and links of such an archive are, by their path below the copied file or folder (empty for a file that was copied itself): SHA-256 of the
 * bytes, or `link:` and that of where it leads, as a digest of the project's own has it. `isOne`: of a folder nothing is read.
 */
export async function digestArchive(
  archive: Readable,
  top: string,
  isOne: boolean,
  enough: () => void,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error)).pipe(entries);
  // A folder of that name may lie in it: its own comes first.
  let first: string | undefined;
  try {
    for await (const entry of entries) {
      const { name, type, linkname } = entry.header;
      if (isOne && type === 'directory') break;
      const digest = createHash('sha256');
      for await (const piece of entry as AsyncIterable<Buffer>) digest.update(piece);
      first ??= type === 'directory' ? relativeTo('', name) : '';
      const path = isOne ? '' : relativeTo(first === top ? top : '', name);
      if (type === 'symlink')
        found.set(
          path,
          `link:${createHash('sha256')
            .update(linkname ?? '')
            .digest('hex')}`,
        );
      else if (type !== 'directory') found.set(path, type === 'file' ? digest.digest('hex') : (type ?? 'unknown'));
      if (isOne || found.size > mostListedFiles) break;
    }
  } catch (error) {
    if (!(error instanceof Error) || !/Unexpected end|Premature close/.test(error.message)) throw error;
  }
  enough();
  return found;
}

/** Text of the first file of an archive, up to 1 MiB; empty where there is none, or it is no archive. */
export async function readFirstFile(archive: Readable): Promise<string> {
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error)).pipe(entries);
  let text = '';
  try {
    for await (const entry of entries)
      for await (const chunk of entry as AsyncIterable<Buffer>)
        if (entry.header.type === 'file' && text.length < mostText) text += chunk.toString('utf8');
  } catch {
    return text;
  }
  return text;
}

function relativeTo(top: string, name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return (parts[0] === top ? parts.slice(1) : parts).join('/');
}

function typeOf(header: Header): ContainerFile['type'] {
  if (header.type === 'file' || header.type === 'contiguous-file') return 'file';
  if (header.type === 'directory') return 'directory';
  return header.type === 'symlink' || header.type === 'link' ? 'link' : 'other';
}

/** A file as its header in an archive has it. */
export function describeFile(path: string, header: Header, rows: number | undefined): ContainerFile {
  const { size, mode, uid, pax } = header;
  const owner = Number((pax as Readonly<Record<string, string>> | null | undefined)?.['uid'] ?? uid);
  return {
    path,
    type: typeOf(header),
    size,
    uid: owner,
    mode: mode & 0o7777,
    ...(rows !== undefined && { rows }),
  };
}

/** Counts the rows of a file, piece by piece; nothing where they mean nothing. */
export function countRows(path: string): {
  readonly take: (chunk: Buffer) => void;
  readonly count: () => number | undefined;
} {
  const headed = /\.(csv|tsv)$/i.test(path);
  const counts = headed || /\.(jsonl|ndjson)$/i.test(path);
  let lines = 0;
  let last = 10;
  return {
    take: (chunk) => {
      if (!counts || chunk.length === 0) return;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      last = chunk[chunk.length - 1] ?? 10;
    },
    count: () => {
      if (!counts) return undefined;
      const all = last === 10 ? lines : lines + 1;
      return headed ? Math.max(0, all - 1) : all;
    },
  };
}
