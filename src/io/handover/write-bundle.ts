import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { UserError } from '../../model/errors.ts';
import { streamRegularFile } from '../files/read-regular-file.ts';
import { explainUnwritten } from '../project/explain-file-error.ts';
import { makeFolders } from '../project/make-folders.ts';

/** A file of a bundle: its text, or a regular file elsewhere whose bytes it takes. */
export type BundlePart = { readonly text: string; readonly executable?: boolean } | { readonly copyOf: string };

/** Where a bundle goes, and how. */
export interface BundlePlace {
  /** Absolute path of the folder or archive. */
  readonly path: string;
  /** The same, as a person can type it. */
  readonly name: string;
  /** Absent: a folder. Else the folder in the archive, and the time that its files have there (ISO 8601), so that the same bundle gives the same bytes. */
  readonly archive?: { readonly folder: string; readonly time: string };
  /** Drafts that lie there and give way: absolute paths. */
  readonly replaces: readonly string[];
}

/**
 * Writes a folder or an archive whole or not at all: beside its place, and then moved there. Throws a UserError where it cannot be written; then
 * nothing is changed.
 */
export async function writeBundle(place: BundlePlace, parts: ReadonlyMap<string, BundlePart>): Promise<void> {
  const aside = `.${String(process.pid)}`;
  const draft = `${place.path}${aside}.part`;
  const moved: string[] = [];
  let made: readonly string[] = [];
  try {
    made = makeFolders(path.dirname(draft));
    await (place.archive === undefined ? writeFolder(draft, parts) : writeArchive(draft, place.archive, parts));
    for (const old of place.replaces) {
      fs.renameSync(old, `${old}${aside}.old`);
      moved.push(old);
    }
    fs.renameSync(draft, place.path);
  } catch (error) {
    for (const old of moved) if (!fs.existsSync(old)) ifPossible(() => fs.renameSync(`${old}${aside}.old`, old));
    removeIfPossible(draft);
    for (const folder of made) ifPossible(() => fs.rmdirSync(folder));
    throw new UserError(explainUnwritten(error, place.name, 'name a folder that you may write to: --output DIR'));
  }
  for (const old of moved) removeIfPossible(`${old}${aside}.old`);
}

function removeIfPossible(place: string): void {
  ifPossible(() => fs.rmSync(place, { recursive: true, force: true }));
}

/** What stays hides no better reason. */
function ifPossible(change: () => void): void {
  try {
    change();
  } catch {
    // Its place cannot be reached, or is not this user's.
  }
}

async function writeFolder(folder: string, parts: ReadonlyMap<string, BundlePart>): Promise<void> {
  fs.mkdirSync(folder);
  for (const [file, part] of parts) {
    if ('copyOf' in part)
      await pipeline(streamRegularFile(part.copyOf), fs.createWriteStream(path.join(folder, file), { flags: 'wx' }));
    else fs.writeFileSync(path.join(folder, file), part.text, { mode: modeOf(part), flag: 'wx' });
  }
}

async function writeArchive(
  file: string,
  { folder, time }: NonNullable<BundlePlace['archive']>,
  parts: ReadonlyMap<string, BundlePart>,
): Promise<void> {
  const handle = await fs.promises.open(file, 'wx');
  const archive = pack();
  const header = { uid: 0, gid: 0, mtime: new Date(time) };
  const fill = async (): Promise<void> => {
    archive.entry({ ...header, name: `${folder}/`, type: 'directory', mode: 0o755 });
    for (const [name, part] of [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      await addPart(archive, { ...header, name: `${folder}/${name}`, mode: modeOf(part) }, part);
    archive.finalize();
  };
  const written = pipeline(archive, handle.createWriteStream());
  await Promise.all([written, fill().catch((error: unknown) => archive.destroy(error as Error))]);
}

async function addPart(
  archive: Pack,
  header: { readonly name: string; readonly mode: number },
  part: BundlePart,
): Promise<void> {
  if ('copyOf' in part) {
    const { size } = fs.statSync(part.copyOf);
    await pipeline(streamRegularFile(part.copyOf), archive.entry({ ...header, size }));
  } else archive.entry(header, part.text);
}

function modeOf(part: BundlePart): number {
  return 'text' in part && part.executable === true ? 0o755 : 0o644;
}
