import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { inert } from '../../model/text/inert.ts';
import { explainFileError } from './explain-file-error.ts';
import { listGitChanges } from '../git/git-changes.ts';
import { makeFolders } from './make-folders.ts';
import { readProject, toBytes } from './read-project.ts';
import { findInterrupted, recoverTransactions } from '../transaction/recover-transactions.ts';
import { takeOver } from '../transaction/take-over.ts';
import { type Change, runTransaction, type TransactionKind } from '../transaction/transaction.ts';
import { readUndoPoint, undoChanges } from '../transaction/undo-point.ts';
import { shellWord } from '../../shared/shell-word.ts';

/**
 * The project in a folder, which need not exist yet. Throws UserError when something else than a folder is there. `warn` is told, in a
 * sentence, what this run could not provide for.
 */
export function openProject(directory: string, warn: (sentence: string) => void = () => undefined): ProjectFiles {
  const root = path.resolve(directory);
  const warnOfCrash = (reason: string): void =>
    warn(
      `This run cannot be remembered outside the project, since ${reason}: should it be killed while it writes, nothing finishes it by itself; take it back then with: tre-container upgrade --abort --force ${shellWord(root)}`,
    );
  const real = (): string => realRoot(root);
  return {
    root,
    placed: async (work) => work(),
    findInterrupted: async () => inTurn(async () => asLine(findInterrupted(real()))),
    recover: async () => inTurn(async () => asLine(await recoverTransactions(real()))),
    read: async (paths) => readProject(real(), paths),
    takeOver: async () => inTurn(async () => (await takeOver(real())).map(inert)),
    apply: async (plan, options) => inTurn(async () => apply(root, plan, describe(options), warnOfCrash)),
    uncommitted: async (paths) => listGitChanges(real(), paths),
    undoPoint: async () => explained(async () => readUndoPoint(real())),
    undo: async () =>
      inTurn(async () => {
        const { label, changes, folderModes } = undoChanges(real());
        const kind = { label: `undo of ${label}`, undoPoint: 'drop', folderModes } as const;
        await runTransaction(real(), changes, kind, warnOfCrash);
      }),
  };
}

/** What somebody took away, or put another thing in its place, while it was looked at, is no fault of this program. */
async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code, path: where } = error as NodeJS.ErrnoException;
    if (error instanceof UserError || code === undefined || where === undefined) throw error;
    throw new UserError(explainFileError(error, where, 'Somebody may be changing the project at this moment.'));
  }
}

/** What is said of records and folders names them as the project does: no name may end the line and begin another. */
const asLine = (said: string | undefined): string | undefined => (said === undefined ? undefined : inert(said));

let last: Promise<unknown> = Promise.resolve();

/** One after the other in this process: a transaction that waits for the disk must not look like one that a dead run left behind. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = last.then(async () => explained(work));
  last = mine.catch(() => undefined);
  return mine;
}

/** The folder without links; as it is when it does not exist. */
function realRoot(root: string): string {
  const stat = statOf(root);
  if (stat === undefined) return root;
  if (stat.isDirectory()) return fs.realpathSync.native(root);
  throw new UserError({ where: root, what: 'is not a folder', fix: 'name another folder, or move that file away' });
}

function statOf(root: string): fs.Stats | undefined {
  try {
    return fs.statSync(root, { throwIfNoEntry: false });
  } catch (error) {
    throw new UserError(explainFileError(error, root));
  }
}

function describe(options: Parameters<ProjectFiles['apply']>[1]): TransactionKind {
  if (options === undefined) return { label: 'writing files', undoPoint: 'leave' };
  return 'undo' in options
    ? { label: options.undo, undoPoint: 'replace' }
    : { label: options.alsoUndo, undoPoint: 'extend' };
}

async function apply(root: string, plan: Plan, kind: TransactionKind, warn: (reason: string) => void): Promise<void> {
  const changes = plan.map(toChange).filter((change) => change !== undefined);
  if (changes.length === 0) return;
  const created = makeRoot(root);
  try {
    // Whoever asks for a write has recovered before; this only keeps two transactions of one process apart.
    await recoverTransactions(realRoot(root));
    await runTransaction(realRoot(root), changes, kind, warn);
  } catch (error) {
    for (const folder of created) removeIfEmpty(folder);
    throw error;
  }
}

function toChange(entry: PlanEntry): Change | undefined {
  const { next, current } = entry;
  if (next === undefined && entry.action !== 'delete') return undefined;
  return {
    path: entry.path,
    ...(current === undefined ? {} : { expected: toBytes(current) }),
    ...(next === undefined
      ? {}
      : {
          next: {
            bytes: toBytes(next),
            executable: next.executable,
            ...(entry.movedFrom === undefined ? {} : { modeFrom: entry.movedFrom }),
          },
        }),
  };
}

/** Makes the folder and what is missing above it; returns what it made, innermost first. */
function makeRoot(root: string): readonly string[] {
  let made: readonly string[] = [];
  try {
    made = makeFolders(root);
    fs.accessSync(root, fs.constants.W_OK);
  } catch (error) {
    for (const folder of made) removeIfEmpty(folder);
    throw new UserError(explainFileError(error, root, 'Nothing was written.'));
  }
  return made;
}

/** One that cannot be removed stays: what made the run fail is what must be said. */
function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch {
    // Something is in it, or somebody was faster.
  }
}
