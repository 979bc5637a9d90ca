import { UserError } from '../../model/errors.ts';
import { explainForeign, findLeft, type Left } from './claim-project.ts';
import { explainFileError } from '../project/explain-file-error.ts';
import { cleanUp, discard, editedMeanwhile, goBack, goForward, removeOwnFolders } from './finish-transaction.ts';
import type { Journal, TransactionFolder } from './journal.ts';
import { isSigned } from './proof.ts';
import { readJournal } from './read-journal.ts';

/** What must be done about one interrupted transaction, and in words. */
interface Recovery {
  readonly willSay: string;
  readonly says: string;
  act(): void | Promise<void>;
}

/** What {@link recoverTransactions} would do or refuse, in one line, or nothing. Throws nothing for what lies in the project. */
export function findInterrupted(root: string): string | undefined {
  const { recoveries, problems, unproved } = planRecoveries(root);
  const refused = [...problems, ...unproved.map((transaction) => explainForeign(root, transaction))].map(
    ({ where, what }) => `${where ?? root} ${what}; it is left as it is`,
  );
  return say([...recoveries.map((recovery) => recovery.willSay), ...refused]);
}

/**
 * Finishes, takes back or discards what killed runs of this user left behind; says what it did in one line, or nothing. Throws UserError,
 * before anything is changed, where something else lies there.
 */
export async function recoverTransactions(root: string): Promise<string | undefined> {
  const { recoveries, problems, unproved } = planRecoveries(root);
  const [first, ...rest] = [...problems, ...unproved.map((transaction) => explainForeign(root, transaction))];
  if (first !== undefined) throw new UserError(first, ...rest);
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

/** What is to be done about everything that lies in a project's folder of transactions. Changes nothing. */
export function planRecoveries(
  root: string,
): Pick<Left, 'problems' | 'unproved'> & { readonly recoveries: readonly Recovery[] } {
  const { own, ...left } = findLeft(root);
  const problems = [...left.problems];
  const unproved = [...left.unproved];
  const recoveries: Recovery[] = [];
  for (const { transaction, secret } of own) {
    try {
      recoveries.push(planRecovery(root, transaction, secret));
    } catch (error) {
      if (error instanceof UserError) problems.push(...error.problems);
      else if (error instanceof Unsigned) unproved.push(transaction);
      else throw error;
    }
  }
  return { recoveries, problems, unproved };
}

function planRecovery(root: string, transaction: TransactionFolder, secret: string): Recovery {
  const takingBack = readSigned(root, transaction.takingBack, secret);
  if (takingBack !== undefined) return back(root, takingBack, transaction, 'it had failed');
  const finished = readSigned(root, transaction.finished, secret);
  if (finished !== undefined) return tidy(root, finished, transaction);
  const journal = readSigned(root, transaction.journal, secret);
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
    act: async () => goForward(root, journal, transaction),
  };
}

/** A journal that is not the one that the run wrote. */
class Unsigned extends Error {}

function readSigned(root: string, file: string, secret: string): Journal | undefined {
  const found = readJournal(root, file);
  if (found !== undefined && !isSigned(found.text, secret)) throw new Unsigned(file);
  return found?.journal;
}

function tidy(root: string, journal: Journal, transaction: TransactionFolder): Recovery {
  const text = `an interrupted run (${journal.label}) had written everything`;
  return {
    willSay: `${text}; it will be tidied up`,
    says: `${text}; tidied up`,
    act: () => cleanUp(root, journal, transaction),
  };
}

function back(root: string, journal: Journal, transaction: TransactionFolder, reason: string): Recovery {
  const text = `an interrupted run (${journal.label})`;
  return {
    willSay: `${text} will be taken back: ${reason}`,
    says: `${text} was taken back: ${reason}`,
    act: async () => goBack(root, journal, transaction),
  };
}

function say(lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : lines.join('; ');
}
