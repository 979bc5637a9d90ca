import { type Problem, UserError } from '../../model/errors.ts';
import { isPlacedFolder } from '../../model/project/placed-path.ts';
import { explainTarget } from '../../model/project/target-path.ts';
import { readAt } from './guarded.ts';
import { type Journal, ownFolder, savedName } from './journal.ts';
import { journalSchema } from './journal-schema.ts';
import { matchSchema } from '../../shared/match-schema.ts';

/** Bytes; the journal of the largest upgrade has some hundred thousand. */
const largest = 8 * 1024 * 1024;
/** Parts of all its paths; the largest upgrade has some thousand. */
const mostParts = 50_000;
const formats = {
  'saved-name': (name: string): string | undefined => (savedName.test(name) ? undefined : 'no name of a kept file'),
};

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
  let parts = 0;
  for (const place of places(journal)) {
    parts += place.split('/').length;
    if (parts > mostParts)
      throw new UserError(damaged(file, `its paths have more than ${String(mostParts)} parts together`));
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

/** Whether it is one that this program wrote. */
function isJournal(value: unknown): value is Journal {
  const isOfSchema = matchSchema(value, journalSchema, { formats, unknownKeys: 'passed over' }).length === 0;
  return (
    isOfSchema &&
    (value as Journal).operations.every(({ saved, before }) => (saved === undefined) === (before === undefined))
  );
}
