import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from '../project/explain-file-error.ts';
import {
  type Journal,
  type Operation,
  OWN_FOLDER,
  syncAll,
  type TransactionFolder,
  transactionsFolder,
  undoFolder,
} from './journal.ts';
import { makeFolders } from '../project/make-folders.ts';

/** SHA-256 in hex. */
export function hash(bytes: Buffer): string {
  return crypto.hash('sha256', bytes);
}

/** SHA-256 of a file in hex; nothing when there is no such file. A folder in its place hashes as `folder`. */
export function hashFile(file: string): string | undefined {
  try {
    return hash(fs.readFileSync(file));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    if (errorCode(error) === 'EISDIR') return 'folder';
    throw error;
  }
}

/** Files that are still to be done and that somebody changed since the transaction was planned. */
export function editedMeanwhile(root: string, journal: Journal, transaction: TransactionFolder): string[] {
  const edited = (operation: Operation, index: number): boolean => {
    if (operation.after !== undefined && !fs.existsSync(transaction.staged(index))) return false;
    const now = hashFile(path.join(root, operation.target));
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
  for (const operation of journal.operations) {
    // A folder there is one that this transaction made before it was interrupted.
    if (operation.after === undefined && hashFile(path.join(root, operation.target)) !== 'folder')
      removeFile(path.join(root, operation.target));
  }
  // Folders that lost their last file stay until everything is in place: bringing one back would need space on a full disk.
  removeEmptied(root, journal, (folder) =>
    journal.operations.some(
      ({ target, after }) => after !== undefined && (target === folder || folder.startsWith(`${target}/`)),
    ),
  );
  for (const folder of journal.newFolders) makeFolder(path.join(root, folder), journal.folderModes[folder]);
  for (const [index, operation] of journal.operations.entries()) {
    if (operation.after !== undefined) renameIfThere(transaction.staged(index), path.join(root, operation.target));
  }
  await syncParents(root, journal);
  fs.renameSync(transaction.journal, transaction.finished);
  try {
    cleanUp(root, journal, transaction);
  } catch {
    // Everything is written. What could not be tidied up now, the next run tidies up.
  }
}

/** What is left to do once all files are in place: emptied folders, the undo point, and our own folders. */
export function cleanUp(root: string, journal: Journal, transaction: TransactionFolder): void {
  removeEmptied(root, journal, () => true);
  const undo = undoFolder(root);
  if (journal.undoPoint === 'drop') removeTree(undo);
  if (journal.undoPoint === 'replace' && fs.existsSync(transaction.undo)) {
    removeTree(undo);
    fs.renameSync(transaction.undo, undo);
  }
  discard(root, transaction);
}

/** Takes a committed transaction back: every file that it changed and nobody changed since is as before. May be called again. */
export async function goBack(root: string, journal: Journal, transaction: TransactionFolder): Promise<void> {
  renameIfThere(transaction.journal, transaction.takingBack);
  const isOurs = (operation: Operation): boolean => hashFile(path.join(root, operation.target)) === operation.after;
  for (const operation of journal.operations) {
    if (operation.before === undefined && isOurs(operation)) removeFile(path.join(root, operation.target));
  }
  for (const folder of journal.newFolders.toReversed()) removeFolderIfEmpty(path.join(root, folder));
  for (const [folder, mode] of Object.entries(journal.folderModes)) makeFolder(path.join(root, folder), mode);
  for (const operation of journal.operations) {
    if (operation.saved !== undefined && isOurs(operation))
      renameIfThere(transaction.saved(operation.saved), path.join(root, operation.target));
  }
  await syncParents(root, journal);
  discard(root, transaction);
}

/** Removes a transaction's own files, its journal last, and our folders where they are empty then. */
export function discard(root: string, transaction: TransactionFolder): void {
  removeTree(path.join(transaction.folder, 'new'));
  removeTree(transaction.undo);
  removeTree(transaction.folder);
  removeOwnFolders(root);
}

/** Removes our folders where there is nothing in them. */
export function removeOwnFolders(root: string): void {
  removeFolderIfEmpty(transactionsFolder(root));
  removeFolderIfEmpty(path.join(root, OWN_FOLDER));
}

/** Removes a folder unless there is something in it. */
export function removeFolderIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch (error) {
    // A read-only file system says so before it looks whether there is such a folder.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** Removes a folder of ours with everything in it. Links are removed, never followed. */
function removeTree(folder: string): void {
  if (fs.lstatSync(folder, { throwIfNoEntry: false }) === undefined) return;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) removeTree(place);
    else removeFile(place);
  }
  fs.rmdirSync(folder);
}

function removeFile(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
  }
}

/** Removes folders of removed files that are empty now, innermost first. */
function removeEmptied(root: string, journal: Journal, which: (folder: string) => boolean): void {
  const kept = new Set(journal.newFolders);
  for (const folder of Object.keys(journal.folderModes)
    .filter((name) => !kept.has(name) && which(name))
    .toReversed())
    removeFolderIfEmpty(path.join(root, folder));
}

function renameIfThere(from: string, to: string): void {
  if (fs.existsSync(from)) fs.renameSync(from, to);
}

function makeFolder(folder: string, mode: number | undefined): void {
  makeFolders(folder);
  // Also where it is there already: a run may have been killed between the two steps.
  if (mode !== undefined && (fs.statSync(folder).mode & 0o7777) !== mode) fs.chmodSync(folder, mode);
}

async function syncParents(root: string, journal: Journal): Promise<void> {
  const parents = new Set(journal.operations.map((operation) => path.dirname(path.join(root, operation.target))));
  await syncAll([...parents]);
}
