import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { tre } from '../../catalog/tre.ts';
import { mostReadBytes } from '../../model/rehearsal/container-image.ts';
import type { EngineSession } from './container-engine-session.ts';

/** Kind, permissions, time and contents of each file and folder of the data, by its absolute path: engines tell times in seconds, and a program can set them. */
export type DataMarks = ReadonlyMap<string, string>;

/** More than that is not kept. */
export const mostMarks = 200_000;

/** Of a container that has the folder mounted, under another folder where `below` is that; nothing where the engine does not hand it out. */
export async function markData(
  session: EngineSession,
  container: string,
  folder: string = tre.data,
  below = '',
): Promise<DataMarks | undefined> {
  let marks: DataMarks | undefined;
  const end = await session.run(['cp', `${container}:${below}${folder}`, '-'], {
    readOutput: async (stream, enough) => {
      marks = await readMarks(stream, folder).catch(() => undefined);
      if (marks === undefined) enough();
    },
  });
  return end.code === 0 ? marks : undefined;
}

/** Paths that came, went or changed, without the folders that they lie in. Where one of both is not known: the folder itself, which may be another. */
export function compareData(before: DataMarks | undefined, after: DataMarks | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [tre.data];
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  const above = new Set(changed.map((path) => path.slice(0, path.lastIndexOf('/'))));
  return changed.filter((path) => !above.has(path)).toSorted();
}

/** Files of the outputs that hold byte for byte what a file of the data holds, with that file: `a.csv (/safe_data/b.csv)`. What is empty is nobody's. */
export function findCopies(data: DataMarks | undefined, outputs: DataMarks | undefined): readonly string[] {
  const contents = new Map([...(data ?? [])].filter(isFile).map(([path, mark]) => [digestOf(mark), path]));
  return [...(outputs ?? [])].filter(isFile).flatMap(([path, mark]) => {
    const source = digestOf(mark) === empty ? undefined : contents.get(digestOf(mark));
    return source === undefined ? [] : [`${path.slice(tre.outputs.length + 1)} (${source})`];
  });
}

const empty = createHash('sha256').digest('hex');

function isFile([, mark]: readonly [string, string]): boolean {
  return mark.startsWith('file ');
}

function digestOf(mark: string): string {
  return mark.slice(mark.lastIndexOf(' ') + 1);
}

/** Docker names the folder first in each path, podman does not. Nothing where there are too many, or more bytes than are read. */
export async function readMarks(archive: Readable, folder: string = tre.data): Promise<DataMarks | undefined> {
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error)).pipe(entries);
  const marks = new Map<string, string>();
  let bytes = 0;
  const top = folder.slice(1);
  for await (const entry of entries) {
    const { name, size } = entry.header;
    bytes += size;
    if (bytes > mostReadBytes) return undefined;
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    const path = [folder, ...(parts[0] === top ? parts.slice(1) : parts)].join('/');
    const contents = createHash('sha256');
    for await (const piece of entry as AsyncIterable<Buffer>) contents.update(piece);
    marks.set(path, describeMark(entry.header, path === folder, contents.digest('hex')));
    if (marks.size > mostMarks) return undefined;
  }
  return marks;
}

/** What a file was, as its header in an archive has it; of the folder itself who may write there is not ours to say. */
export function describeMark({ type, mode, mtime, linkname }: Header, isTop: boolean, digest: string): string {
  const permissions = isTop ? '' : (mode & 0o7777).toString(8);
  return [type, permissions, mtime?.getTime() ?? 0, linkname ?? '', digest].join(' ');
}
