import { UserError } from '../../model/errors.ts';
import { isPlacedFolder, isPlacedPath } from '../../model/project/placed-path.ts';
import { explainFileError } from '../project/explain-file-error.ts';
import { discard, goBack, removeOwnFolders } from './finish-transaction.ts';
import { hashAt, makePlain } from './guarded.ts';
import type { Journal, TransactionFolder } from './journal.ts';
import { readJournal } from './read-journal.ts';
import { planRecoveries } from './recover-transactions.ts';

/**
 * Takes back transactions that nothing on this machine proves to be this user's, on their word: for whoever comes from another machine or has
 * lost their state folder. Only files whose bytes are as recorded are touched, and modes of folders are left alone. Says in lines what it
 * did; none where nothing of the kind lies there. Throws UserError, before anything is changed, for a run that is alive, a link or a record
 * that is not sound.
 */
export async function takeOver(root: string): Promise<readonly string[]> {
  const { unproved, problems } = planRecoveries(root);
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError(first, ...rest);
  const plans = unproved.map((transaction) => ({ transaction, ...readAny(root, transaction) }));
  const lines: string[] = [];
  for (const { transaction, journal, isDone } of plans) {
    try {
      lines.push(
        ...(journal === undefined || isDone ? leave(root, transaction) : await back(root, transaction, journal)),
      );
    } catch (error) {
      throw new UserError(explainFileError(error, root, 'It could not be taken back completely. Nothing is lost.'));
    }
  }
  removeOwnFolders(root);
  return lines;
}

function readAny(
  root: string,
  transaction: TransactionFolder,
): { readonly journal?: Journal; readonly isDone: boolean } {
  const begun = readJournal(root, transaction.takingBack) ?? readJournal(root, transaction.journal);
  const finished = readJournal(root, transaction.finished);
  return {
    ...(begun === undefined ? {} : { journal: begun.journal }),
    isDone: begun === undefined && finished !== undefined,
  };
}

function leave(root: string, transaction: TransactionFolder): string[] {
  discard(root, transaction);
  return [`${transaction.name}: its leftovers were removed; no file of the project was changed`];
}

async function back(root: string, transaction: TransactionFolder, journal: Journal): Promise<string[]> {
  // Outside of its folder nothing is written on the word of what lies in it.
  const inside = journal.operations.filter(({ target }) => !isPlacedPath(target));
  const ours = inside.filter(({ target, after }) => hashAt(root, target) === after);
  const others = journal.operations.filter((operation) => !ours.includes(operation));
  const newFolders = journal.newFolders.filter((folder) => !isPlacedFolder(folder));
  for (const { saved } of inside) if (saved !== undefined) makePlain(root, transaction.saved(saved));
  await goBack(root, { ...journal, operations: inside, newFolders, folderModes: {} }, transaction);
  const done = ours.map(({ path, before }) => `${path} ${before === undefined ? 'was removed again' : 'is as before'}`);
  const kept = others.map(
    ({ path, target }) =>
      `${path} was left alone: ${isPlacedPath(target) ? 'it lies outside of the project' : 'it is not as that run left it'}`,
  );
  return [`taken back: ${journal.label}`, ...done, ...kept];
}
