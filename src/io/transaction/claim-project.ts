import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import { errorCode } from '../project/explain-file-error.ts';
import { discard } from './finish-transaction.ts';
import { ownTransactionName, TransactionFolder, transactionsFolder } from './journal.ts';
import { makeFolders } from '../project/make-folders.ts';

/** A run on another machine whose folder is older than this is taken for dead: a transaction lasts well below a second. */
const ABANDONED_AFTER_MS = 60_000;

/** Transactions that dead runs left behind. Throws UserError when one is alive. */
export function leftTransactions(root: string): TransactionFolder[] {
  return listTransactions(root).map((name) => {
    const folder = path.join(transactionsFolder(root), name);
    if (isAlive(name, folder)) {
      throw new UserError({
        where: root,
        what: `another run (${name}) is changing this project`,
        fix: `wait for it to end; if no such process exists any more, remove ${folder} and run the command again`,
      });
    }
    return new TransactionFolder(folder);
  });
}

/** Claims the project for this process by a folder for its transaction. Throws UserError when somebody else was first. */
export function claimProject(root: string): TransactionFolder {
  const own = ownTransactionName();
  const folder = path.join(transactionsFolder(root), own);
  const transaction = new TransactionFolder(folder);
  try {
    makeFolders(path.join(folder, 'new'));
    makeFolders(path.join(folder, 'undo'));
    const other = listTransactions(root).find((name) => name !== own);
    if (other === undefined) return transaction;
    throw new UserError({
      where: root,
      what: `another run (${other}) is changing this project`,
      fix: 'wait for it to end, then run the same command again',
    });
  } catch (error) {
    discard(root, transaction);
    throw error;
  }
}

function listTransactions(root: string): string[] {
  try {
    return fs.readdirSync(transactionsFolder(root)).toSorted();
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

function isAlive(name: string, folder: string): boolean {
  const [pid, host] = name.split('@');
  if (name === ownTransactionName()) return false;
  if (host !== os.hostname().replaceAll(/[^\w.-]/g, '_'))
    return Date.now() - fs.statSync(folder).mtimeMs < ABANDONED_AFTER_MS;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
