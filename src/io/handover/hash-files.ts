import { createHash } from 'node:crypto';
import { type Dirent, existsSync, lstatSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../model/errors.ts';
import type { BundleFile } from '../../model/handover/bundle.ts';
import { readRegularFile, streamRegularFile } from '../files/read-regular-file.ts';
import { findTooLarge, measureFiles } from '../project/digest-files.ts';

/** Bytes of a bundle: an image of some ten gigabytes and what goes with it. */
export const mostBytes = 100 * 1024 ** 3;

/** Bytes that are read to digest a bundle, by the sizes that a file, or those in a folder, claim: holes take as long to read as anything. `name`: as it is typed, from the folder `from`. */
export function measureBundle(from: string, name: string): number {
  const place = resolve(from, name);
  try {
    const kind = lstatSync(place, { throwIfNoEntry: false });
    if (kind?.isDirectory() !== true) return measureFiles('', [place]).total;
    return measureFiles(place, readdirSync(place)).total;
  } catch {
    return 0; // whoever reads it says why it cannot be read
  }
}

/** SHA-256 of a file's bytes in hexadecimal; nothing where it cannot be read, or is no regular file: a link is not followed. */
export async function hashFile(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(streamRegularFile(path), hash);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** Files in a folder, and the bytes of those whose names were given: the very bytes that were digested. */
export interface HashedFolder {
  readonly files: readonly BundleFile[];
  readonly texts: ReadonlyMap<string, Uint8Array>;
}

/** What lies directly in a folder, as `verify.sh` walks it: plain names first, then those with a dot. Nothing where it is no folder that can be read.
 * `texts`: files that are read as well, and how large they may be together. Throws UserError where there is more than is read. */
export async function hashFolder(
  folder: string,
  texts: { readonly names: readonly string[]; readonly limit: number },
): Promise<HashedFolder | undefined> {
  let entries: readonly Dirent[];
  try {
    entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    if (!existsSync(folder)) return undefined;
  } catch {
    return undefined;
  }
  const large = findTooLarge(
    folder,
    entries.map(({ name }) => name),
    mostBytes,
  );
  const long = findTooLarge(
    folder,
    entries.flatMap(({ name }) => (texts.names.includes(name) ? [name] : [])),
    texts.limit,
  );
  if (large !== undefined || long !== undefined)
    throw new UserError({
      where: folder,
      what: `is too large for a bundle, and nothing of it was read: ${(large ?? long)?.reason ?? ''}`,
      fix: `if that is meant, its own verify.sh reads it, however long that takes`,
    });
  const files: BundleFile[] = [];
  const kept = new Map<string, Uint8Array>();
  for (const entry of entries.toSorted((a, b) => order(a.name, b.name))) {
    const place = join(folder, entry.name);
    const bytes = entry.isFile() && texts.names.includes(entry.name) ? readIfRegular(place) : undefined;
    if (bytes !== undefined) kept.set(entry.name, bytes);
    const isOther = entry.isFile() && !texts.names.includes(entry.name);
    const sha256 = isOther ? await hashFile(place) : bytes && createHash('sha256').update(bytes).digest('hex');
    files.push({ path: entry.name, ...(sha256 === undefined ? {} : { sha256 }) });
  }
  return { files, texts: kept };
}

function readIfRegular(path: string): Uint8Array | undefined {
  try {
    return readRegularFile(path);
  } catch {
    return undefined; // as whatever is no plain file, it has no digest
  }
}

function order(a: string, b: string): number {
  const dots = Number(a.startsWith('.')) - Number(b.startsWith('.'));
  return dots === 0 ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : dots;
}
