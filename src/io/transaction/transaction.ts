import path from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import { isPlacedPath } from '../../model/project/placed-path.ts';
import { explainFileError } from '../project/explain-file-error.ts';
import { type Located, locateFile } from '../project/locate-file.ts';
import { type Claim, claimProject } from './claim-project.ts';
import { discard, goBack, goForward } from './finish-transaction.ts';
import { hash, moveIfThere, writeNew } from './guarded.ts';
import { save, writeWhole } from './write-whole.ts';
import { type Journal, type Operation, syncAll, type TransactionFolder, undoFolder } from './journal.ts';
import { signText, signUndoPoint } from './proof.ts';
import { refuseTarget, targetOf } from './refuse-target.ts';
import { extendUndoPoint, readManifest, readSaved, refuseForeignUndoPoint } from './undo-point.ts';

/** One file to write or to remove. */
export interface Change {
  readonly path: string;
  /** Bytes that must be there now; absent: no file may be there. */
  readonly expected?: Buffer;
  /** Absent: the file is removed. */
  readonly next?: NextFile;
}

/** What a file becomes. */
export interface NextFile {
  readonly bytes: Buffer;
  readonly executable: boolean;
  /** Exact permission bits; absent: those of the existing file, else those that the umask leaves. */
  readonly mode?: number;
  /** A file of the project whose permission bits are taken over. */
  readonly modeFrom?: string;
}

/** What a transaction is for. `extend`: undoing takes this one back together with the one that can be undone now. */
export interface TransactionKind {
  /** One line. */
  readonly label: string;
  readonly undoPoint: Journal['undoPoint'] | 'extend';
  /** Permission bits of folders that are made. */
  readonly folderModes?: Journal['folderModes'];
}

type Prepared = Change & { readonly place: Exclude<Located, { kind: 'problem' }> };

/** How far a transaction has come. */
interface Progress {
  /** File that is being worked on. */
  at: string;
  claim?: Claim;
  /** Committed. */
  journal?: Journal;
}

/**
 * Writes and removes files, all or nothing: stages everything in `.tre-container/tx/`, commits by renaming one journal,
 * then renames each file into place. Whatever fails before or after that point, the former state is back before UserError is thrown;
 * a killed process leaves a journal that `recover-transactions.ts` finishes. `root` must be a real path of an existing folder.
 * `warn` is told why nothing could be remembered outside the project, so that a killed run could not be finished by itself.
 */
export async function runTransaction(
  root: string,
  changes: readonly Change[],
  what: TransactionKind,
  warn: (reason: string) => void,
): Promise<void> {
  const ready = prepare(root, changes);
  if (what.undoPoint !== 'leave') refuseForeignUndoPoint(root);
  const progress: Progress = { at: root };
  try {
    const claim = claimProject(root, warn);
    progress.claim = claim;
    const operations: Operation[] = [];
    for (const [index, change] of ready.entries()) {
      progress.at = change.path;
      operations.push(stage(root, claim.transaction, index, change));
    }
    progress.at = root;
    const { newFolders, folderModes } = folders(root, ready);
    const undoPoint = what.undoPoint === 'extend' ? 'replace' : what.undoPoint;
    const modes = { ...what.folderModes, ...folderModes };
    const journal: Journal = { format: 1, label: what.label, undoPoint, operations, newFolders, folderModes: modes };
    const manifest = what.undoPoint === 'extend' ? keepUndoPoint(root, claim.transaction, journal) : journal;
    await commit(root, claim, journal, manifest);
    progress.journal = journal;
    await goForward(root, journal, claim.transaction);
  } catch (error) {
    throw await takeBack(root, error, progress);
  }
}

function prepare(root: string, changes: readonly Change[]): Prepared[] {
  const prepared: Prepared[] = [];
  const problems: Problem[] = [];
  for (const change of changes) {
    const place = locateFile(root, change.path);
    const problem =
      place.kind === 'problem'
        ? place.problem
        : (refuseTarget(root, change.path, place.real) ?? compare(change, place));
    if (problem !== undefined) problems.push(problem);
    else if (place.kind !== 'problem') prepared.push({ ...change, place });
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError(first, ...rest);
  return prepared;
}

function compare(change: Change, place: Prepared['place']): Problem | undefined {
  try {
    const now = place.kind === 'file' ? readRegularFile(place.real) : undefined;
    const same =
      now === undefined || change.expected === undefined ? now === change.expected : now.equals(change.expected);
    return same
      ? undefined
      : {
          where: change.path,
          what: 'was changed by somebody else in this moment',
          why: 'Nothing was written.',
          fix: 'run the same command again',
        };
  } catch (error) {
    return explainFileError(error, change.path);
  }
}

function stage(root: string, transaction: TransactionFolder, index: number, change: Prepared): Operation {
  const { place, next, expected } = change;
  const saved = String(index);
  if (expected !== undefined) save(place.real, path.join(root, transaction.saved(saved)));
  if (next !== undefined) write(root, path.join(root, transaction.staged(index)), next, place);
  return {
    path: change.path,
    target: targetOf(root, change.path, place.real),
    ...(expected === undefined ? {} : { before: hash(expected), saved }),
    ...(next === undefined ? {} : { after: hash(next.bytes) }),
  };
}

function write(root: string, staged: string, next: NextFile, place: Prepared['place']): void {
  const like = next.modeFrom === undefined ? place : locateFile(root, next.modeFrom);
  const stat = like.kind === 'file' ? like.stat : undefined;
  const adapted = (made: number): number =>
    stat === undefined && !next.executable ? made : adapt((stat?.mode ?? made) & 0o7777, next.executable);
  writeWhole(staged, next.bytes, next.mode ?? adapted, stat?.uid === process.getuid?.() ? undefined : stat);
}

/** Executable for those who may read, or for nobody; everything else as it was. */
function adapt(mode: number, executable: boolean): number {
  if (((mode & 0o100) !== 0) === executable) return mode;
  return executable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;
}

function folders(root: string, changes: readonly Prepared[]): Pick<Journal, 'newFolders' | 'folderModes'> {
  const fresh = new Set<string>();
  const modes: Record<string, number> = {};
  for (const { path: name, next, place } of changes) {
    for (
      let folder = path.posix.dirname(targetOf(root, name, place.real));
      folder !== '.';
      folder = path.posix.dirname(folder)
    ) {
      const there = locateFile(root, folder);
      if (next === undefined) modes[folder] = (there.kind === 'folder' ? there.stat.mode : 0o755) & 0o7777;
      else if (there.kind !== 'folder') fresh.add(folder);
    }
  }
  return {
    newFolders: [...fresh].toSorted(byDepth),
    folderModes: Object.fromEntries(Object.entries(modes).toSorted(([a], [b]) => byDepth(a, b))),
  };
}

/** Parents first. */
function byDepth(a: string, b: string): number {
  return a.length - b.length;
}

/** Takes what the present undo point saved over into the new one. */
function keepUndoPoint(root: string, transaction: TransactionFolder, journal: Journal): Journal {
  const first = readManifest(root)?.journal;
  for (const { saved, before } of first?.operations ?? []) {
    if (saved === undefined) continue;
    readSaved(root, saved, before);
    save(path.join(root, undoFolder, saved), path.join(root, transaction.saved(`e${saved}`)));
  }
  return extendUndoPoint(first, journal);
}

async function commit(root: string, claim: Claim, journal: Journal, manifest: Journal): Promise<void> {
  const { transaction, token, secret } = claim;
  const isPlaced = manifest.operations.some(({ target }) => isPlacedPath(target));
  const recorded = JSON.stringify(manifest);
  writeNew(root, transaction.manifest, isPlaced ? signUndoPoint(root, recorded) : `${recorded}\n`);
  writeNew(root, transaction.draft, signText(JSON.stringify({ ...journal, token }), secret));
  const staged = journal.operations.flatMap(({ after }, index) =>
    after === undefined ? [] : [transaction.staged(index)],
  );
  const written = [...staged, transaction.manifest, transaction.draft, transaction.new, transaction.undo];
  await syncAll(written.map((file) => path.join(root, file)));
  moveIfThere(root, transaction.draft, transaction.journal);
  await syncAll([path.join(root, transaction.folder)]);
}

/** Restores the former state after a failure, and says what happened. */
async function takeBack(root: string, error: unknown, { at, claim, journal }: Progress): Promise<unknown> {
  try {
    if (claim !== undefined && journal !== undefined) await goBack(root, journal, claim.transaction);
    else if (claim !== undefined) discard(root, claim.transaction);
  } catch (second) {
    const why = 'The project is half-way: some files are new, some are old. Nothing is lost.';
    return new UserError(explainFileError(error, at, why), {
      ...explainFileError(second, root),
      fix: 'remove the cause, then run any command on this project again: it finishes what was begun',
    });
  }
  if (error instanceof UserError) return error;
  return new UserError(explainFileError(error, at, 'Nothing was written: the project is as it was before.'));
}
