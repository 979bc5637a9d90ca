import fs from 'node:fs';
import path from 'node:path';
import { type Problem, UserError } from '../../model/errors.ts';
import { discard } from './finish-transaction.ts';
import { kindAt, makeFolder } from './guarded.ts';
import { ownFolder, TransactionFolder, transactionsFolder } from './journal.ts';
import { forgetRun, nameTransaction, type Owner, readOwner, recallRun, rememberRun, thisHost } from './proof.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** A run on another machine whose folder is older than this is taken for dead: a transaction lasts well below a second. */
const ABANDONED_AFTER_MS = 60_000;

/** A transaction of this run, and what signs its journal. */
export interface Claim {
  readonly transaction: TransactionFolder;
  readonly token: string;
  readonly secret?: string;
}

/** What stands in the folder of transactions. */
export interface Left {
  /** Begun by this user's runs, which are dead. `secret` signed their journals. */
  readonly own: readonly { readonly transaction: TransactionFolder; readonly secret: string }[];
  /** Nothing here says who began them: their owner may take them over, and nobody else finishes them. */
  readonly unproved: readonly TransactionFolder[];
  /** A run that is alive, and what is no transaction at all. */
  readonly problems: readonly Problem[];
}

/** Looks at what runs left behind. Changes nothing, and follows no link. `root`: the project's real path. */
export function findLeft(root: string): Left {
  for (const folder of [ownFolder, transactionsFolder]) {
    const kind = kindAt(root, folder);
    if (kind === 'absent') return { own: [], problems: [], unproved: [] };
    if (kind !== 'folder') return { own: [], problems: [explainPlace(root, folder)], unproved: [] };
  }
  const own: { transaction: TransactionFolder; secret: string }[] = [];
  const problems: Problem[] = [];
  const unproved: TransactionFolder[] = [];
  for (const name of fs.readdirSync(path.join(root, transactionsFolder)).toSorted()) {
    const transaction = new TransactionFolder(name);
    const isFolder = kindAt(root, transaction.folder) === 'folder';
    const secret = isFolder ? recallRun(root, name) : undefined;
    if (!isFolder) problems.push(explainPlace(root, transaction.folder));
    else if (isAlive(root, transaction, secret !== undefined)) problems.push(explainAlive(root, transaction));
    else if (secret === undefined) unproved.push(transaction);
    else own.push({ transaction, secret });
  }
  return { own, problems, unproved };
}

/** Claims the project for this process by a folder for its transaction. Throws UserError when somebody else was first. `warn` is told why a crash would not be fixed by itself. */
export function claimProject(root: string, warn: (reason: string) => void): Claim {
  const { token, secret, problem } = rememberRun(root);
  if (problem !== undefined) warn(problem.reason);
  const transaction = new TransactionFolder(nameTransaction(token));
  try {
    makeFolder(root, transaction.new);
    makeFolder(root, transaction.undo);
    const other = fs.readdirSync(path.join(root, transactionsFolder)).find((name) => name !== transaction.name);
    if (other === undefined) return { transaction, token, ...(secret === undefined ? {} : { secret }) };
    throw new UserError({
      where: root,
      what: `another run (${other}) is changing this project`,
      fix: 'wait for it to end, then run the same command again',
    });
  } catch (error) {
    discardQuietly(root, transaction);
    throw error;
  }
}

function discardQuietly(root: string, transaction: TransactionFolder): void {
  try {
    discard(root, transaction);
  } catch {
    // What made the claim fail is what must be said; the next run finds what is left.
    forgetRun(root, transaction.name);
  }
}

/** A part of our own folder that is no folder. */
export function explainPlace(root: string, folder: string): Problem {
  return {
    where: path.join(root, folder),
    what: 'is not a folder but a link or a file',
    why: 'This program never makes one there: it came with the project. It was not followed, and nothing was written.',
    fix: `look where it leads, then remove it: rm ${shellWord(folder)}`,
  };
}

/** A transaction of which nothing on this machine says that this user began it. */
export function explainForeign(root: string, { folder }: TransactionFolder): Problem {
  return {
    where: path.join(root, folder),
    what: 'is a change to this project that no run of yours began here',
    why: 'It may have come with the project, or belong to a run on another machine or of another person. It was neither finished nor discarded.',
    fix: `if it is yours, take it back: tre-container upgrade --abort --force ${shellWord(root)}; if it is not, remove ${shellWord(folder)}`,
  };
}

function explainAlive(root: string, { name, folder }: TransactionFolder): Problem {
  return {
    where: root,
    what: `another run (${name}) is changing this project`,
    fix: `wait for it to end; if no such process exists any more, remove ${shellWord(folder)} and run the command again`,
  };
}

/** Whether a run of this machine's, or one that began a moment ago on another, is at work there. What nobody vouches for may only say so of a living process. */
function isAlive(root: string, { name, folder }: TransactionFolder, isProved: boolean): boolean {
  const owner = readOwner(name);
  if (owner === undefined) return false;
  if (owner.host === thisHost()) return isRunning(owner);
  return isProved && Date.now() - fs.lstatSync(path.join(root, folder)).mtimeMs < ABANDONED_AFTER_MS;
}

function isRunning({ pid }: Owner): boolean {
  // A dead run may have had the number that this one has now.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
