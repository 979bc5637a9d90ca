import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { tre } from '../../catalog/tre.ts';
import type { EngineSession } from './container-engine-session.ts';

/** Kind, permissions, time and contents of each file and folder of the data, by its absolute path: engines tell times in seconds, and a program can set them. */
export type DataMarks = ReadonlyMap<string, string>;

/** More than that is not kept. */
const mostMarks = 200_000;

/** Of a container that has the data mounted; nothing where the engine does not hand them out. */
export async function markData(session: EngineSession, container: string): Promise<DataMarks | undefined> {
  let marks: DataMarks | undefined;
  const end = await session.run(['cp', `${container}:${tre.data}`, '-'], {
    readOutput: async (stream, enough) => {
      marks = await readMarks(stream).catch(() => undefined);
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

/** Docker names the folder first in each path, podman does not. Nothing where there are too many. */
export async function readMarks(archive: Readable): Promise<DataMarks | undefined> {
  const entries = extract();
  archive.on('error', (error) => entries.destroy(error)).pipe(entries);
  const marks = new Map<string, string>();
  const top = tre.data.slice(1);
  for await (const entry of entries) {
    const { name, type, mode, mtime, linkname } = entry.header;
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    const path = [tre.data, ...(parts[0] === top ? parts.slice(1) : parts)].join('/');
    const contents = createHash('sha256');
    for await (const piece of entry as AsyncIterable<Buffer>) contents.update(piece);
    const permissions = path === tre.data ? '' : (mode & 0o7777).toString(8);
    marks.set(path, [type, permissions, mtime?.getTime() ?? 0, linkname ?? '', contents.digest('hex')].join(' '));
    if (marks.size > mostMarks) return undefined;
  }
  return marks;
}
