import { type Problem, UserError } from '../../model/errors.ts';
import { isPlacedFolder } from '../../model/project/placed-path.ts';
import { explainTarget } from '../../model/project/target-path.ts';
import { readAt } from './guarded.ts';
import { type Journal, type Operation, ownFolder, savedName } from './journal.ts';
import { isRecord } from '../../shared/json-shapes.ts';

/** Bytes; the journal of the largest upgrade has some hundred thousand. */
const largest = 8 * 1024 * 1024;
/** Files and folders that one transaction touches; ours touch tens, a run of `pin` on a large repository some hundreds. */
const most = 20_000;

/** A journal, and its text with whatever stands behind it. */
export interface FoundJournal {
  readonly journal: Journal;
  readonly text: string;
}

/**
 * A journal or undo manifest at a path of the project; nothing when there is none. We rename it into place complete and synced, so anything
 * odd in it was not written by us: a UserError, above all for a path that no transaction may touch (a project may have come with one).
 */
export function readJournal(root: string, file: string): FoundJournal | undefined {
  let text: string | undefined;
  try {
    text = readAt(root, file, largest)?.toString('utf8');
  } catch (error) {
    throw new UserError(damaged(file, error instanceof Error ? error.message : String(error)));
  }
  if (text === undefined) return undefined;
  const journal = parse(text);
  if (journal === undefined) throw new UserError(damaged(file, 'it is damaged or not of this version'));
  for (const place of places(journal)) {
    const why = explainTarget(place, process.platform === 'win32' ? 'windows' : 'other');
    if (why !== undefined) throw new UserError(damaged(file, `it names ${JSON.stringify(place)}, which ${why}`));
  }
  return { journal, text };
}

function damaged(file: string, why: string): Problem {
  return {
    where: file,
    what: `is not a record that this program wrote: ${why}`,
    why: 'What it describes is neither finished nor undone.',
    fix: `look at the files beside it for anything of yours, then remove ${file.slice(0, file.lastIndexOf('/'))}`,
  };
}

function parse(text: string): Journal | undefined {
  try {
    const value: unknown = JSON.parse(text.split('\n', 1)[0] ?? '');
    return isJournal(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function places(journal: Journal): string[] {
  return [
    ...journal.operations.map((operation) => operation.target),
    // The folder of our own records goes with the last of them.
    ...[...journal.newFolders, ...Object.keys(journal.folderModes)].filter(
      (folder) => folder !== ownFolder && !isPlacedFolder(folder),
    ),
  ];
}

function isJournal(value: unknown): value is Journal {
  if (!isRecord(value)) return false;
  const { format, label, operations, newFolders, folderModes, undoPoint, token } = value;
  return (
    format === 1 &&
    typeof label === 'string' &&
    (token === undefined || typeof token === 'string') &&
    (undoPoint === 'replace' || undoPoint === 'drop' || undoPoint === 'leave') &&
    isList(operations) &&
    operations.every(isOperation) &&
    isList(newFolders) &&
    newFolders.every((folder) => typeof folder === 'string') &&
    isRecord(folderModes) &&
    isList(Object.keys(folderModes)) &&
    Object.values(folderModes).every((mode) => typeof mode === 'number' && Number.isInteger(mode))
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= most;
}

function isOperation(value: unknown): value is Operation {
  if (!isRecord(value)) return false;
  const { path: name, target, before, saved, after } = value;
  const sound = saved === undefined || (typeof saved === 'string' && savedName.test(saved));
  return (
    sound &&
    typeof name === 'string' &&
    typeof target === 'string' &&
    isHash(before) &&
    isHash(after) &&
    (saved === undefined) === (before === undefined)
  );
}

function isHash(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
}
