import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { extract, type Header } from 'tar-stream';
import type { BundleFile } from '../../model/handover/bundle.ts';
import { measureBundle, mostBytes } from './hash-files.ts';
import { rewriteArchive, type Rewriting } from './rewrite-archive.ts';
import { streamArchive } from './stream-archive.ts';
import { printSize } from '../../shared/print-size.ts';

/** What an archive of a bundle holds, as it would lie in the folder that it is unpacked to; or why it cannot be read. */
export type ArchivedBundle =
  | {
      readonly files: readonly BundleFile[];
      readonly texts: ReadonlyMap<string, Uint8Array>;
      /** Written anew, what was read of it gives other bytes: another program may read something else in it. */
      readonly isRewritten: boolean;
    }
  | { readonly problem: string };

/** A bundle has about fifteen files. */
const mostEntries = 10_000;

/**
 * Reads a tar archive without unpacking it. The bundle is what lies in the folder of the file `marker`; whatever else is in the archive counts as
 * added. `kept`: names of files whose bytes are wanted; one that claims more than `limit` is not read, nor what
 * comes after it.
 */
export async function hashArchive(
  path: string,
  { marker, kept, limit }: { readonly marker: string; readonly kept: readonly string[]; readonly limit: number },
): Promise<ArchivedBundle> {
  const seen = new Map<string, Seen>();
  const tar = extract();
  const bytes = createHash('sha256');
  const again = rewriteArchive();
  let archive: ReturnType<typeof streamArchive> | undefined;
  try {
    // A link is followed: whoever names the file means it.
    const place = realpathSync(path);
    const whole = measureBundle('', place);
    if (whole > mostBytes)
      return { problem: `it has ${printSize(whole)}, and at most ${printSize(mostBytes)} are read` };
    archive = streamArchive(place, tar, (chunk) => bytes.update(chunk));
    for await (const entry of tar) {
      if (seen.size >= mostEntries) return { problem: `holds more than ${String(mostEntries)} files` };
      archive.expect(entry.header.size ?? 0);
      const name = entry.header.name.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
      const isKept = kept.includes(name.split('/').at(-1) ?? '');
      const size = entry.header.size ?? 0;
      if (isKept && size > limit)
        return { problem: `${name} is ${printSize(size)}, and at most ${printSize(limit)} of it are read` };
      const found = await look(entry, isKept, again);
      // Which of two files of one name is unpacked last depends on who unpacks.
      seen.set(name, seen.has(name) ? { type: 'twice' } : found);
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  } finally {
    archive?.stop();
  }
  return { ...arrange(seen, marker), isRewritten: bytes.digest('hex') !== (await again.digest()) };
}

interface Seen {
  readonly type: string;
  readonly sha256?: string;
  readonly bytes?: Uint8Array;
}

interface Entry extends AsyncIterable<unknown> {
  readonly header: Header;
  readonly resume: () => unknown;
}

async function look(entry: Entry, isKept: boolean, again: Rewriting): Promise<Seen> {
  const { type } = entry.header;
  const copy = again.begin(entry.header);
  if (type !== 'file') {
    entry.resume();
    return { type: type ?? 'unknown' };
  }
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  for await (const chunk of entry as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    await copy.write(chunk);
    if (isKept) kept.push(chunk);
  }
  copy.end();
  return { type, sha256: hash.digest('hex'), ...(isKept && { bytes: Buffer.concat(kept) }) };
}

function arrange(
  seen: ReadonlyMap<string, Seen>,
  marker: string,
): Pick<Exclude<ArchivedBundle, { readonly problem: string }>, 'files' | 'texts'> {
  const place = [...seen.keys()].find((name) => name === marker || name.split('/').slice(1).join('/') === marker);
  const folder = place === undefined ? '' : place.slice(0, -marker.length);
  const files: BundleFile[] = [];
  const texts = new Map<string, Uint8Array>();
  for (const [name, { type, sha256, bytes }] of seen) {
    if (type === 'directory' && `${name}/` === folder) continue;
    const isInside = name.startsWith(folder) && name !== folder;
    const path = isInside ? name.slice(folder.length) : `../${name}`;
    files.push({ path, ...(sha256 === undefined ? {} : { sha256 }) });
    if (bytes !== undefined) texts.set(path, bytes);
  }
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), texts };
}
