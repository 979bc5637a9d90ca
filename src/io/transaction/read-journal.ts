import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import { errorCode } from '../project/explain-file-error.ts';
import type { Journal, Operation } from './journal.ts';
import { locateFile } from '../project/locate-file.ts';

/**
 * A journal or undo manifest; nothing when there is none. We rename it into place complete and synced, so anything odd in it
 * was not written by us: UserError, above all for a path that leads out of the project (a downloaded project may carry one).
 */
export function readJournal(root: string, file: string): Journal | undefined {
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isJournal(value) && places(value).every((place) => locateFile(root, place).kind !== 'problem')) return value;
  throw new UserError({
    where: file,
    what: 'is damaged or not of this version, so what it describes can be neither finished nor undone',
    fix: `look at the files beside it for anything of yours, then remove the folder ${path.dirname(file)}`,
  });
}

function places(journal: Journal): string[] {
  return [
    ...journal.operations.map((operation) => operation.target),
    ...journal.newFolders,
    ...Object.keys(journal.folderModes),
  ];
}

function isJournal(value: unknown): value is Journal {
  if (!isObject(value)) return false;
  const { format, label, operations, newFolders, folderModes, undoPoint } = value;
  return (
    format === 1 &&
    typeof label === 'string' &&
    (undoPoint === 'replace' || undoPoint === 'drop' || undoPoint === 'leave') &&
    Array.isArray(operations) &&
    operations.every(isOperation) &&
    Array.isArray(newFolders) &&
    newFolders.every((folder) => typeof folder === 'string') &&
    isObject(folderModes) &&
    Object.values(folderModes).every((mode) => typeof mode === 'number')
  );
}

function isOperation(value: unknown): value is Operation {
  if (!isObject(value)) return false;
  const { path: name, target, before, saved, after } = value;
  const sound = saved === undefined || (typeof saved === 'string' && /^e*\d+$/.test(saved));
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
