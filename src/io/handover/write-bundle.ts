import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';

/** A file of a bundle: its text, or a file elsewhere whose bytes it takes. */
export type BundlePart = { readonly text: string; readonly executable?: boolean } | { readonly copyOf: string };

/**
 * Writes a folder whole or not at all: beside its place, and then moved there. `replaces`: what lies there already is a draft, which gives way.
 * Throws a UserError where it cannot be written; then nothing is changed.
 */
export function writeBundle(
  folder: string,
  name: string,
  parts: ReadonlyMap<string, BundlePart>,
  replaces: boolean,
): void {
  const draft = `${folder}.${String(process.pid)}.part`;
  const old = `${folder}.${String(process.pid)}.old`;
  try {
    fs.mkdirSync(draft, { recursive: true });
    for (const [file, part] of parts) {
      if ('copyOf' in part) fs.copyFileSync(part.copyOf, path.join(draft, file));
      else fs.writeFileSync(path.join(draft, file), part.text, { mode: part.executable === true ? 0o755 : 0o644 });
    }
    if (replaces) fs.renameSync(folder, old);
    fs.renameSync(draft, folder);
  } catch (error) {
    if (fs.existsSync(old) && !fs.existsSync(folder)) fs.renameSync(old, folder);
    throw new UserError({
      where: name,
      what: `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      fix: 'name a folder that you may write to: --output DIR',
    });
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
    fs.rmSync(old, { recursive: true, force: true });
  }
}
