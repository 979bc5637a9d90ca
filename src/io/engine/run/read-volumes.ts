import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import {
  type ContainerFile,
  lengthOfName,
  mostListedFiles,
  mostListedNames,
  mostReadBytes,
} from '../../../model/rehearsal/container-image.ts';
import { type DataMarks, describeMark, mostMarks } from '../changed-data.ts';
import { countRows, describeFile } from '../container-files.ts';
import type { EngineSession } from '../container-engine-session.ts';

/** A container that is never started and has all volumes of a cell below one folder, so that one copy brings what lies in all of them. */
export interface VolumeReader {
  readonly container: string;
  /** Absolute. */
  readonly top: string;
  /** Where the cell has them. */
  readonly paths: readonly string[];
}

/** What lay in the volumes of a cell when it had ended. */
export interface ReadVolumes {
  /** By the folder's path in the cell, as {@link copyListing} has them. */
  readonly listed: ReadonlyMap<string, readonly ContainerFile[]>;
  /** The same as {@link markData} has it. */
  readonly marked: ReadonlyMap<string, DataMarks>;
}

/**
 * Reads every volume by one copy. `marked`: folders of which each file is digested; the others are listed, and those that are both. Nothing where one of
 * them is not there or has more than is read: then each has to be read for itself, so that one that is too large hides no other.
 */
export async function readVolumes(
  session: EngineSession,
  { container, top, paths }: VolumeReader,
  marked: ReadonlySet<string>,
): Promise<ReadVolumes | undefined> {
  let found: ReadVolumes | undefined;
  const end = await session.run(['cp', `${container}:${top}`, '-'], {
    readOutput: async (stream, enough) => {
      found = await splitArchive(stream, paths, marked).catch(() => undefined);
      if (found === undefined) enough();
    },
  });
  return end.code === 0 ? found : undefined;
}

interface Folder {
  readonly path: string;
  readonly files: ContainerFile[];
  readonly marks: Map<string, string>;
  bytes: number;
  names: number;
}

/** Of an archive whose first folder has those of the cell in it. */
export async function splitArchive(
  archive: Readable,
  paths: readonly string[],
  marked: ReadonlySet<string>,
): Promise<ReadVolumes | undefined> {
  const folders: readonly Folder[] = paths.map((path) => ({ path, files: [], marks: new Map(), bytes: 0, names: 0 }));
  const seen = new Set<string>();
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error)).pipe(entries);
  for await (const entry of entries) {
    const [, ...parts] = entry.header.name.split('/').filter((part) => part !== '' && part !== '.');
    const path = `/${parts.join('/')}`;
    const folder = folders.find((each) => path === each.path || path.startsWith(`${each.path}/`));
    if (folder === undefined) {
      entry.resume();
      continue;
    }
    if (path === folder.path) seen.add(path);
    folder.bytes += entry.header.size;
    if (folder.bytes > mostReadBytes) return undefined;
    await keep(folder, path, entry as unknown as Read, marked.has(folder.path));
    if (isFull(folder)) return undefined;
  }
  if (seen.size < paths.length) return undefined;
  return {
    listed: new Map(folders.map(({ path, files }) => [path, files.toSorted((a, b) => (a.path < b.path ? -1 : 1))])),
    marked: new Map(folders.filter(({ path }) => marked.has(path)).map(({ path, marks }) => [path, marks])),
  };
}

type Read = AsyncIterable<Buffer> & { readonly header: Header };

async function keep(folder: Folder, path: string, entry: Read, isMarked: boolean): Promise<void> {
  const below = path.slice(folder.path.length + 1);
  const rows = countRows(below);
  const contents = createHash('sha256');
  for await (const chunk of entry) {
    rows.take(chunk);
    if (isMarked) contents.update(chunk);
  }
  if (isMarked) folder.marks.set(path, describeMark(entry.header, below === '', contents.digest('hex')));
  if (below === '') return;
  const file = describeFile(below, entry.header, rows.count());
  folder.names += lengthOfName(file);
  folder.files.push(file);
}

function isFull({ files, names, marks }: Folder): boolean {
  return files.length >= mostListedFiles || names > mostListedNames || marks.size > mostMarks;
}
