import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { UndoPoint } from '../../model/ports.ts';
import { hashFile } from './finish-transaction.ts';
import { type Journal, type Operation, undoFolder } from './journal.ts';
import { locateFile } from '../project/locate-file.ts';
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
    edited: manifest.operations
      .filter(edited)
      .map((operation) => operation.path)
      .toSorted(),
  };
}

/** The changes that bring the undo point back. Throws UserError when there is none. */
export function undoChanges(root: string): Pick<Journal, 'label' | 'folderModes'> & { readonly changes: Change[] } {
  const manifest = readManifest(root);
  if (manifest === undefined)
    throw new UserError({
      where: root,
      what: 'there is nothing to undo',
      why: 'Only the last upgrade can be undone, once.',
    });
  const changes = manifest.operations.map((operation) => undoChange(root, operation));
  return {
    label: manifest.label,
    folderModes: manifest.folderModes,
    changes: changes.filter((change) => change !== undefined),
  };
}

/** The undo point that stands for two transactions one after the other: `first`, whose undo point is there, and `second`. */
export function extendUndoPoint(first: Journal | undefined, second: Journal): Journal {
  if (first === undefined) return second;
  const later = new Map(second.operations.map((operation) => [operation.target, operation]));
  const earlier = new Set(first.operations.map(({ target }) => target));
  const both = first.operations.map((operation): Operation => {
    const next = later.get(operation.target);
    const { after: _, saved, ...rest } = operation;
    const after = next === undefined ? operation.after : next.after;
    return {
      ...rest,
      ...(saved === undefined ? {} : { saved: `e${saved}` }),
      ...(after === undefined ? {} : { after }),
    };
  });
  const added = second.operations.filter(({ target }) => !earlier.has(target));
  return {
    ...first,
    operations: [...both, ...added],
    newFolders: [...first.newFolders, ...second.newFolders],
    folderModes: { ...second.folderModes, ...first.folderModes },
  };
}

function undoChange(root: string, operation: Operation): Change | undefined {
  const target = path.join(root, operation.target);
  const place = locateFile(root, operation.target);
  const now = place.kind === 'file' ? fs.readFileSync(target) : undefined;
  const expected = now === undefined ? {} : { expected: now };
  if (operation.saved === undefined) return now === undefined ? undefined : { path: operation.target, ...expected };
  const saved = path.join(undoFolder(root), operation.saved);
  const stat = fs.statSync(saved);
  const next = { bytes: fs.readFileSync(saved), executable: (stat.mode & 0o100) !== 0, mode: stat.mode & 0o7777 };
  return { path: operation.target, ...expected, next };
}

/** What the undo point of a project consists of. */
export function readManifest(root: string): Journal | undefined {
  return readJournal(root, path.join(undoFolder(root), 'manifest.json'));
}
