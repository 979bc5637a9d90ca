import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/errors.ts';
import type { UndoPoint } from '../model/ports.ts';
import { hashFile } from './finish-transaction.ts';
import { type Journal, type Operation, undoFolder } from './journal.ts';
import { locateFile } from './locate-file.ts';
import { readJournal } from './read-journal.ts';
import type { Change } from './transaction.ts';

/** The undo point of a project, or nothing. `root` must be a real path. */
export function readUndoPoint(root: string): UndoPoint | undefined {
  const manifest = readManifest(root);
  if (manifest === undefined) return undefined;
  const edited = (operation: Operation): boolean => hashFile(path.join(root, operation.target)) !== operation.after;
  return {
    label: manifest.label,
    paths: manifest.operations.map((operation) => operation.path).toSorted(),
    edited: manifest.operations.filter(edited).map((operation) => operation.path).toSorted(),
  };
}

/** The changes that bring the undo point back. Throws UserError when there is none. */
export function undoChanges(root: string): Pick<Journal, 'label' | 'folderModes'> & { readonly changes: Change[] } {
  const manifest = readManifest(root);
  if (manifest === undefined) throw new UserError({ where: root, what: 'there is nothing to undo', why: 'Only the last upgrade can be undone, once.' });
  const changes = manifest.operations.map((operation, index) => undoChange(root, operation, path.join(undoFolder(root), String(index))));
  return { label: manifest.label, folderModes: manifest.folderModes, changes: changes.filter((change) => change !== undefined) };
}

function undoChange(root: string, operation: Operation, saved: string): Change | undefined {
  const target = path.join(root, operation.target);
  const place = locateFile(root, operation.target);
  const now = place.kind === 'file' ? fs.readFileSync(target) : undefined;
  const expected = now === undefined ? {} : { expected: now };
  if (operation.before === undefined) return now === undefined ? undefined : { path: operation.target, ...expected };
  const stat = fs.statSync(saved);
  const next = { bytes: fs.readFileSync(saved), executable: (stat.mode & 0o100) !== 0, mode: stat.mode & 0o7777 };
  return { path: operation.target, ...expected, next };
}

function readManifest(root: string): Journal | undefined {
  return readJournal(root, path.join(undoFolder(root), 'manifest.json'));
}
