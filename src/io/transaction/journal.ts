import fs from 'node:fs';
import { promisify } from 'node:util';
import type { FromSchema } from '../../shared/from-schema.ts';
import type { journalSchema } from './journal-schema.ts';

const waitForDisk = promisify(fs.fsync);

/** Our folder in every project. */
export const ownFolder = '.tre-container';
/** Folder of all transactions of a project. */
export const transactionsFolder = `${ownFolder}/tx`;
/** Folder of the undo point of a project. */
export const undoFolder = `${ownFolder}/undo`;

/** A transaction that passed its commit point: `journal.json` in its folder. Its schema says what each key means. */
export type Journal = FromSchema<typeof journalSchema>;

/** One file that a transaction writes or removes. */
export type Operation = Journal['operations'][number];

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
    // Windows waits only for what is open to write; elsewhere a file that is read-only by now can still be waited for, and a pipe in its place is not.
    handle =
      process.platform === 'win32'
        ? fs.openSync(file, fs.statSync(file).isDirectory() ? 'r' : 'r+')
        : fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
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
