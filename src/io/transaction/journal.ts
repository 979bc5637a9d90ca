import fs from 'node:fs';
import { promisify } from 'node:util';

const waitForDisk = promisify(fs.fsync);

/** Our folder in every project. */
export const ownFolder = '.tre-container';
/** Folder of all transactions of a project. */
export const transactionsFolder = `${ownFolder}/tx`;
/** Folder of the undo point of a project. */
export const undoFolder = `${ownFolder}/undo`;

/** One file that a transaction writes or removes. */
export interface Operation {
  /** Path in the project, as people know it. */
  readonly path: string;
  /** Where it really is (links inside the project followed), relative to the project, `/` as separator. */
  readonly target: string;
  /** SHA-256 of the bytes before, hex; absent when there was no file. */
  readonly before?: string;
  /** Name of the file in the undo folder that holds those bytes. */
  readonly saved?: string;
  /** SHA-256 of the bytes after, hex; absent when the file is removed. Until they are in place they lie in `new/<index>`. */
  readonly after?: string;
}

/** A transaction that passed its commit point: `journal.json` in its folder. */
export interface Journal {
  readonly format: 1;
  /** What is done, one line. */
  readonly label: string;
  readonly operations: readonly Operation[];
  /** Folders that do not exist before, relative to the project, parents first. */
  readonly newFolders: readonly string[];
  /** Permission bits of folders that are removed with their last file, or made again. */
  readonly folderModes: Readonly<Record<string, number>>;
  /** What becomes of the undo point: `undo/` of this transaction replaces it, or it is dropped, or left. */
  readonly undoPoint: 'replace' | 'drop' | 'leave';
  /** Which run began it; the user's state folder has it too. Absent in an undo point and where nothing could be remembered. */
  readonly token?: string;
}

/** The places of one transaction, relative to the project. */
export class TransactionFolder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  get folder(): string {
    return `${transactionsFolder}/${this.name}`;
  }
  get new(): string {
    return `${this.folder}/new`;
  }
  get undo(): string {
    return `${this.folder}/undo`;
  }
  get manifest(): string {
    return `${this.undo}/manifest.json`;
  }
  get journal(): string {
    return `${this.folder}/journal.json`;
  }
  /** Stands instead of `journal` while a transaction is being taken back. */
  get takingBack(): string {
    return `${this.folder}/taking-back.json`;
  }
  /** Stands instead of `journal` once all files are in place. */
  get finished(): string {
    return `${this.folder}/finished.json`;
  }
  /** Becomes `journal` once it is complete and on the disk. */
  get draft(): string {
    return `${this.journal}.tmp`;
  }
  staged(index: number): string {
    return `${this.new}/${String(index)}`;
  }
  saved(name: string): string {
    return `${this.undo}/${name}`;
  }
}

/** Name of a file that an undo point holds: an operation's number, with an `e` for every upgrade that was finished on top. */
export const savedName = /^e{0,99}\d{1,9}$/;

/** Waits until files and folders are on the disk, all at once: one after the other, each would wait for a write of the disk's own. */
export async function syncAll(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map(sync));
}

async function sync(file: string): Promise<void> {
  let handle: number;
  try {
    // Windows waits only for what is open to write; elsewhere a file that is read-only by now can still be waited for.
    handle = fs.openSync(file, process.platform === 'win32' && !fs.statSync(file).isDirectory() ? 'r+' : 'r');
  } catch {
    return;
  }
  try {
    await waitForDisk(handle);
  } catch (error) {
    // Some file systems cannot sync a folder: then the order of renames is all there is.
    if (!fs.fstatSync(handle).isDirectory()) throw error;
  } finally {
    fs.closeSync(handle);
  }
}
