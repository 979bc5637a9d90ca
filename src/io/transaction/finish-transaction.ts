import fs from 'node:fs';
import path from 'node:path';
import { absolutePath } from '../project/anchor-path.ts';
import { hashAt, kindAt, makeFolder, moveIfThere, removeFile, removeFolderIfEmpty } from './guarded.ts';
import {
  type Journal,
  type Operation,
  ownFolder,
  savedName,
  syncAll,
  type TransactionFolder,
  transactionsFolder,
  undoFolder,
} from './journal.ts';
import { forgetRun } from './proof.ts';

/** Files that are still to be done and that somebody changed since the transaction was planned. */
export function editedMeanwhile(root: string, journal: Journal, transaction: TransactionFolder): string[] {
  const edited = (operation: Operation, index: number): boolean => {
    if (operation.after !== undefined && kindAt(root, transaction.staged(index)) === 'absent') return false;
    const now = hashAt(root, operation.target);
    return (
      now !== operation.before &&
      !(operation.after === undefined && now === undefined) &&
      !isFolderInOurWay(now, journal, operation)
    );
  };
  return journal.operations.filter(edited).map((operation) => operation.path);
}

/** A folder that this transaction itself makes where a file was, or empties where it puts a file. */
function isFolderInOurWay(now: string | undefined, journal: Journal, operation: Operation): boolean {
  if (now !== 'folder') return false;
  return (
    journal.newFolders.includes(operation.target) ||
    journal.operations.some((other) => other.after === undefined && other.target.startsWith(`${operation.target}/`))
  );
}

/** Brings everything of a committed transaction into place. May be called again after an interruption at any point. */
export async function goForward(root: string, journal: Journal, transaction: TransactionFolder): Promise<void> {
  for (const { after, target } of journal.operations) {
    // A folder there is one that this transaction made before it was interrupted.
    if (after === undefined && kindAt(root, target) !== 'folder') removeFile(root, target);
  }
  // Folders that lost their last file stay until everything is in place: bringing one back would need space on a full disk.
  removeEmptied(root, journal, (folder) =>
    journal.operations.some(
      ({ target, after }) => after !== undefined && (target === folder || folder.startsWith(`${target}/`)),
    ),
  );
  for (const folder of journal.newFolders) makeFolder(root, folder, journal.folderModes[folder]);
  for (const [index, { target, after }] of journal.operations.entries()) {
    if (after !== undefined) moveProved(root, transaction.staged(index), after, target);
  }
  await syncParents(root, journal);
  moveIfThere(root, transaction.journal, transaction.finished);
  try {
    cleanUp(root, journal, transaction);
  } catch {
    // Everything is written. What could not be tidied up now, the next run tidies up.
  }
}

/** What is left to do once all files are in place: emptied folders, the undo point, and our own folders. */
export function cleanUp(root: string, journal: Journal, transaction: TransactionFolder): void {
  removeEmptied(root, journal, () => true);
  if (journal.undoPoint === 'drop') removeSaved(root, undoFolder);
  if (journal.undoPoint === 'replace' && kindAt(root, transaction.undo) === 'folder') {
    removeSaved(root, undoFolder);
    moveIfThere(root, transaction.undo, undoFolder);
  }
  discard(root, transaction);
}

/** Takes a committed transaction back: every file that it changed and nobody changed since is as before. May be called again. */
export async function goBack(root: string, journal: Journal, transaction: TransactionFolder): Promise<void> {
  moveIfThere(root, transaction.journal, transaction.takingBack);
  const isOurs = (operation: Operation): boolean => hashAt(root, operation.target) === operation.after;
  for (const operation of journal.operations) {
    if (operation.before === undefined && isOurs(operation)) removeFile(root, operation.target);
  }
  for (const folder of journal.newFolders.toReversed()) removeFolderIfEmpty(root, folder);
  for (const [folder, mode] of Object.entries(journal.folderModes)) makeFolder(root, folder, mode);
  for (const operation of journal.operations) {
    const { saved, before, target } = operation;
    if (saved !== undefined && before !== undefined && isOurs(operation))
      moveProved(root, transaction.saved(saved), before, target);
  }
  await syncParents(root, journal);
  discard(root, transaction);
}

/** Removes a transaction's own files, its journal last, and our folders where they are empty then. Throws where something else lies among them. */
export function discard(root: string, transaction: TransactionFolder): void {
  removeNamed(root, transaction.new, /^\d{1,9}$/);
  removeSaved(root, transaction.undo);
  removeNamed(root, transaction.folder, /^(?:journal\.json(?:\.tmp)?|taking-back\.json|finished\.json)$/);
  if (kindAt(root, transaction.folder) !== 'absent')
    throw new Error(
      `${transaction.folder} holds something that no run of this program put there; look at it, then remove it`,
    );
  forgetRun(root, transaction.name);
  removeOwnFolders(root);
}

/** Removes our folders where there is nothing in them. */
export function removeOwnFolders(root: string): void {
  for (const folder of [transactionsFolder, ownFolder])
    if (kindAt(root, folder) === 'folder') removeFolderIfEmpty(root, folder);
}

/** Removes what an undo point consists of, and its folder. */
function removeSaved(root: string, folder: string): void {
  removeNamed(root, folder, new RegExp(`${savedName.source}|^manifest\\.json$`));
}

/** Removes the files of a folder whose names are ours, one by one, then the folder if nothing else is in it. */
function removeNamed(root: string, folder: string, names: RegExp): void {
  if (kindAt(root, folder) !== 'folder') return;
  for (const name of fs.readdirSync(path.join(root, folder))) {
    if (names.test(name) && kindAt(root, `${folder}/${name}`) !== 'folder') removeFile(root, `${folder}/${name}`);
  }
  removeFolderIfEmpty(root, folder);
}

/** Moves a file into place that is still what was recorded. One that is not there has been moved before. */
function moveProved(root: string, from: string, recorded: string, to: string): void {
  const now = hashAt(root, from);
  if (now === undefined) return;
  if (now !== recorded) throw new Error(`${from} is not the file that was put there`);
  moveIfThere(root, from, to);
}

/** Removes folders of removed files that are empty now, innermost first. */
function removeEmptied(root: string, journal: Journal, which: (folder: string) => boolean): void {
  const kept = new Set(journal.newFolders);
  for (const folder of Object.keys(journal.folderModes)
    .filter((name) => !kept.has(name) && which(name))
    .toReversed())
    removeFolderIfEmpty(root, folder);
}

async function syncParents(root: string, journal: Journal): Promise<void> {
  const parents = new Set(journal.operations.map(({ target }) => path.dirname(absolutePath(root, target))));
  await syncAll([...parents]);
}
