import { diffIndices } from 'node-diff3';
import { countAlike, isSoonCompared } from '../upgrade/comparison-work.ts';
import type { CheckReport } from '../../model/check/check-report.ts';
import type { TextEdit } from '../../model/check/rule.ts';

/** A file that fixing changes. */
export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** What changes, from top to bottom. */
  readonly hunks: readonly Hunk[];
}

/** Lines that go, and those that come in their place. */
export interface Hunk {
  /** 1-based line of the first of them in the old file. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** One edit may make another possible: the variables need the directories. More rounds than this have never been needed. */
const mostRounds = 10;

/**
 * Fixes what rules know how to fix without guessing, until nothing is left to fix. `judge` gives the report on changed texts.
 * Waived findings are left alone. The result is what the files become; nothing is written here.
 */
export async function fix(
  files: ReadonlyMap<string, string>,
  judge: (files: ReadonlyMap<string, string>) => Promise<CheckReport>,
): Promise<FixedFile[]> {
  let current = files;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = applyEdits(current, await judge(current));
    if (next === undefined) break;
    current = next;
  }
  return [...files].flatMap(([path, before]) => {
    const after = current.get(path) ?? before;
    return after === before ? [] : [{ path, before, after, hunks: compare(before, after) }];
  });
}

function applyEdits(files: ReadonlyMap<string, string>, report: CheckReport): ReadonlyMap<string, string> | undefined {
  const chosen: TextEdit[] = [];
  for (const { verdict, edits = [] } of report.results) {
    if (verdict === 'fail' && edits.every((edit) => !chosen.some((other) => overlap(edit, other))))
      chosen.push(...edits);
  }
  if (chosen.length === 0) return undefined;
  const next = new Map(files);
  for (const edit of chosen.toSorted((a, b) => b.start - a.start)) {
    const text = next.get(edit.file);
    if (text === undefined) continue;
    const added = text.includes('\r\n') ? edit.text.replaceAll('\n', '\r\n') : edit.text;
    next.set(edit.file, text.slice(0, edit.start) + added + text.slice(edit.end));
  }
  return next;
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}

function compare(before: string, after: string): Hunk[] {
  const [old, next] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const { head, tail } = countAlike([old, next]);
  const [removed, added] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail)];
  if (!isSoonCompared(removed, added)) return [{ line: head + 1, removed, added }];
  return diffIndices(old, next).map(({ buffer1, buffer1Content, buffer2Content }) => ({
    line: buffer1[0] + 1,
    removed: buffer1Content,
    added: buffer2Content,
  }));
}
