import fs from 'node:fs';
import path from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import { isPlacedPath } from '../../model/project/placed-path.ts';
import type { UndoPoint } from '../../model/ports.ts';
import { locateFile } from '../project/locate-file.ts';
import { explainPlace } from './claim-project.ts';
import { hash, hashAt, kindAt, plainModes, readAt } from './guarded.ts';
import { type Journal, type Operation, savedName, undoFolder } from './journal.ts';
import { isOwnUndoPoint } from './proof.ts';
import { readJournal } from './read-journal.ts';
import type { Change } from './transaction.ts';

/** Bytes of one saved file: as much as can be merged. */
const largest = 16 * 1024 * 1024;

/** The undo point of a project, or nothing. `root` must be a real path. */
export function readUndoPoint(root: string): UndoPoint | undefined {
  const manifest = readManifest(root);
  if (manifest === undefined) return undefined;
  const { journal, foreign } = manifest;
  const edited = (operation: Operation): boolean => hashAt(root, operation.target) !== operation.after;
  return {
    label: journal.label,
    paths: journal.operations.map((operation) => operation.path).toSorted(),
    edited: journal.operations
      .filter(edited)
      .map((operation) => operation.path)
      .toSorted(),
    foreign,
  };
}

/** The changes that bring the undo point back. Throws UserError when there is none, and where what it saved is not what it recorded. */
export function undoChanges(
  root: string,
): Pick<Journal, 'label' | 'folderModes'> & { readonly changes: readonly Change[] } {
  const manifest = readManifest(root);
  if (manifest === undefined)
    throw new UserError({
      where: root,
      what: 'there is nothing to undo',
      why: 'Only the last write of create, adopt or upgrade can be taken back, once.',
      fix: 'for what was before that, take the files from version control: git log shows what was committed, git restore --source=COMMIT . brings it back',
    });
  const { label, operations, folderModes: modes } = manifest.journal;
  const changes = operations.map((operation) => undoChange(root, operation));
  const folderModes = Object.entries(modes).map(([folder, mode]) => [folder, mode & plainModes] as const);
  return {
    label,
    folderModes: Object.fromEntries(folderModes),
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

/**
 * What the undo point of a project consists of. Outside of the project's folder nothing is undone unless this user's own run wrote the record:
 * `foreign` names what is left out for that. Throws UserError where it is not one that this program made.
 */
export function readManifest(
  root: string,
): { readonly journal: Journal; readonly foreign: readonly string[] } | undefined {
  refuseForeignUndoPoint(root);
  const found = readJournal(root, `${undoFolder}/manifest.json`);
  if (found === undefined) return undefined;
  const { journal, text } = found;
  const outside = journal.operations.filter(({ target }) => isPlacedPath(target));
  if (outside.length === 0 || isOwnUndoPoint(root, text)) return { journal, foreign: [] };
  const operations = journal.operations.filter((operation) => !outside.includes(operation));
  return { journal: { ...journal, operations }, foreign: outside.map(({ path: name }) => name) };
}

/** Bytes of a file that the undo point saved. Throws UserError where they are not those that it recorded. */
export function readSaved(root: string, saved: string, recorded: string | undefined): Buffer {
  const file = `${undoFolder}/${saved}`;
  const bytes = readAt(root, file, largest);
  if (bytes !== undefined && hash(bytes) === recorded) return bytes;
  throw new UserError({
    where: file,
    what: bytes === undefined ? 'is missing' : 'is not what was saved there',
    why: 'The state before the last upgrade cannot be brought back from it. Nothing was written.',
    fix: 'take the files back from your version control',
  });
}

/** Throws UserError where something stands in the place of the undo point that an upgrade would remove and did not make. */
export function refuseForeignUndoPoint(root: string): void {
  const kind = kindAt(root, undoFolder);
  const problems: Problem[] = kind === 'absent' || kind === 'folder' ? [] : [explainPlace(root, undoFolder)];
  const names = kind === 'folder' ? fs.readdirSync(path.join(root, undoFolder)).toSorted() : [];
  for (const name of names) {
    if ((name === 'manifest.json' || savedName.test(name)) && kindAt(root, `${undoFolder}/${name}`) === 'file')
      continue;
    problems.push({
      where: path.join(root, undoFolder, name),
      what: 'is nothing that this program put there',
      why: 'An upgrade replaces the undo point, and must not remove what is not its own. Nothing was written.',
      fix: `move it away, or remove ${undoFolder} if it came with the project`,
    });
    if (problems.length === 5) break;
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError(first, ...rest);
}

function undoChange(root: string, operation: Operation): Change | undefined {
  const place = locateFile(root, operation.target);
  if (place.kind === 'problem') throw new UserError(place.problem);
  const now = place.kind === 'file' ? readRegularFile(place.real) : undefined;
  const expected = now === undefined ? {} : { expected: now };
  if (operation.saved === undefined) return now === undefined ? undefined : { path: operation.target, ...expected };
  const bytes = readSaved(root, operation.saved, operation.before);
  const mode = fs.lstatSync(path.join(root, undoFolder, operation.saved)).mode & plainModes;
  return { path: operation.target, ...expected, next: { bytes, executable: (mode & 0o100) !== 0, mode } };
}
