import { createHash } from 'node:crypto';
import { createReadStream, type Dirent, existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../model/errors.ts';
import type { BundleFile } from '../../model/handover/bundle.ts';
import { findTooLarge, measureFiles } from '../project/digest-files.ts';

/** Bytes of a bundle: an image of some ten gigabytes and what goes with it. */
export const mostBytes = 100 * 1024 ** 3;

/** Bytes that are read to digest a bundle, by the sizes that a file, or those in a folder, claim: holes take as long to read as anything. */
export function measureBundle(place: string): number {
  try {
    const kind = lstatSync(place, { throwIfNoEntry: false });
    if (kind?.isDirectory() !== true) return measureFiles('', [place]).total;
    return measureFiles(place, readdirSync(place)).total;
  } catch {
    return 0; // whoever reads it says why it cannot be read
  }
}

/** SHA-256 of a file's bytes in hexadecimal; nothing where it cannot be read. */
export async function hashFile(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** What lies directly in a folder, as `verify.sh` walks it: plain names first, then those with a dot. Nothing where it is no folder that can be read.
 * `texts`: files that are read as well, and how large they may be together. Throws UserError where there is more than is read. */
export async function hashFolder(
  folder: string,
  texts: { readonly names: readonly string[]; readonly limit: number },
): Promise<readonly BundleFile[] | undefined> {
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
  for (const entry of entries.toSorted((a, b) => order(a.name, b.name))) {
    const sha256 = entry.isFile() ? await hashFile(join(folder, entry.name)) : undefined;
    files.push({ path: entry.name, ...(sha256 === undefined ? {} : { sha256 }) });
  }
  return files;
}

function order(a: string, b: string): number {
  const dots = Number(a.startsWith('.')) - Number(b.startsWith('.'));
  return dots === 0 ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : dots;
}
