import { UserError } from '../../model/errors.ts';
import { leftTransactions } from './claim-project.ts';
import { explainFileError } from '../project/explain-file-error.ts';
import { cleanUp, discard, editedMeanwhile, goBack, goForward, removeOwnFolders } from './finish-transaction.ts';
import type { Journal, TransactionFolder } from './journal.ts';
import { readJournal } from './read-journal.ts';

/** What must be done about one interrupted transaction, and in words. */
interface Recovery {
  readonly willSay: string;
  readonly says: string;
  act(): void | Promise<void>;
}

/** What {@link recoverTransactions} would do, in one line, or nothing. */
export function findInterrupted(root: string): string | undefined {
  return say(planRecoveries(root).map((recovery) => recovery.willSay));
}

/** Finishes, takes back or discards what killed runs left behind; says what it did in one line, or nothing. */
export async function recoverTransactions(root: string): Promise<string | undefined> {
  const recoveries = planRecoveries(root);
  try {
    for (const recovery of recoveries) await recovery.act();
    removeOwnFolders(root);
  } catch (error) {
    throw new UserError(
      explainFileError(error, root, 'An earlier run was interrupted here and cannot be finished yet.'),
    );
  }
  return say(recoveries.map((recovery) => recovery.says));
}

function planRecoveries(root: string): Recovery[] {
  return leftTransactions(root).map((transaction) => planRecovery(root, transaction));
}

function planRecovery(root: string, transaction: TransactionFolder): Recovery {
  const takingBack = readJournal(root, transaction.takingBack);
  const finished = readJournal(root, transaction.finished);
  const journal = readJournal(root, transaction.journal);
  if (takingBack !== undefined) return back(root, takingBack, transaction, 'it had failed');
  if (finished !== undefined) {
    const text = `an interrupted run (${finished.label}) had written everything`;
    return {
      willSay: `${text}; it will be tidied up`,
      says: `${text}; tidied up`,
      act: () => cleanUp(root, finished, transaction),
    };
  }
  if (journal === undefined) {
    const text = 'a run was interrupted before it changed anything';
    return {
      willSay: `${text}; its leftovers will be removed`,
      says: `${text}; its leftovers were removed`,
      act: () => discard(root, transaction),
    };
  }
  const edited = editedMeanwhile(root, journal, transaction);
  if (edited.length > 0)
    return back(root, journal, transaction, `you edited ${edited.join(', ')} since, which is kept`);
  const text = `an interrupted run (${journal.label})`;
  return {
    willSay: `${text} will be completed`,
    says: `${text} was completed`,
    act: () => goForward(root, journal, transaction),
  };
}

function back(root: string, journal: Journal, transaction: TransactionFolder, reason: string): Recovery {
  const text = `an interrupted run (${journal.label})`;
  return {
    willSay: `${text} will be taken back: ${reason}`,
    says: `${text} was taken back: ${reason}`,
    act: () => goBack(root, journal, transaction),
  };
}

function say(lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : lines.join('; ');
}
