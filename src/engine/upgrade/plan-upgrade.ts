import type { Ownership, RenderedTree } from '../../model/render/artefact.ts';
import type { FileEntry, FileTree } from '../../model/file-tree.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import type { Baseline, FormerFile } from '../../model/upgrade/state.ts';
import { keepTakenOut } from '../changes/keep-taken-out.ts';
import { mergeFile } from './merge-file.ts';
import { moveTrees } from './move-trees.ts';

/** What a plan is made from. */
export interface UpgradeInput {
  /** What the last upgrade (or create) rendered; absent in a folder that was not made here. */
  readonly baseline: Baseline | undefined;
  /** On disk now: at least every path of `baseline` and `rendered` that exists. Other files are never looked at. */
  readonly current: FileTree;
  readonly rendered: RenderedTree;
  /** Former path to new path of files that the template moved since `baseline`. */
  readonly moves?: ReadonlyMap<string, string>;
}

/**
 * Decides for every file what happens to it, from what we rendered last (base), what is there (now) and what we render today (new).
 *
 * | base | now            | new            | shared                | generator             | user   |
 * |------|----------------|----------------|-----------------------|-----------------------|--------|
 * | -    | -              | there          | create                | create                | create |
 * | -    | as new         | there          | unchanged             | unchanged             | unchanged |
 * | -    | differs        | there          | conflict (1)          | conflict (1)          | keep   |
 * | yes  | -              | -              | (left out)            | (left out)            | (left out) |
 * | yes  | -              | as base        | keep: stays deleted   | keep: stays deleted   | keep   |
 * | yes  | -              | changed        | keep: stays deleted   | keep: stays deleted   | keep   |
 * | yes  | as base        | -              | delete                | delete                | delete (3) |
 * | yes  | as base        | as base        | unchanged             | unchanged             | unchanged |
 * | yes  | as base        | changed        | update                | update                | update (3) |
 * | yes  | changed        | -              | keep: now yours       | keep: now yours       | keep   |
 * | yes  | changed        | as base        | keep                  | keep                  | keep   |
 * | yes  | changed        | changed alike  | unchanged             | unchanged             | unchanged |
 * | yes  | changed        | changed        | merge or conflict     | conflict (2)          | keep   |
 *
 * (1) Two sides without an ancestor. In a project of ours the file is somebody else's work, so no markers are put into it: only the person's
 * choice changes it; with every line of the template's in it, it is kept. Without any baseline (an adopted folder, a rebuilt baseline) it gets markers like any conflict.
 * (2) It works only as a whole, so nothing is merged: every difference is a collision.
 *
 * (3) A user's file that is still as it was written is nobody's work yet: a starter, which follows the template until it is edited.
 *
 * Line ends, byte order mark and final newline are no edit, and stay as they are in the person's file.
 * A file that the plan keeps where a new file's folder should be (or the other way round) blocks that new file: it is kept out and said so.
 * How conflicts end is the caller's choice: pass the plan through `resolveConflicts` before applying it.
 */
export function planUpgrade(input: UpgradeInput): Plan {
  const { baseline, current, rendered, moved } = moveTrees(input);
  const paths = [...new Set([...rendered.keys(), ...(baseline?.files.keys() ?? [])])].toSorted();
  const entries = paths.flatMap((path): PlanEntry[] => {
    const [now, next] = [current.get(path), rendered.get(path)];
    const former = baseline?.files.has(path) === true ? undefined : formerOf(baseline?.former?.get(path), now);
    const base = baseline?.files.get(path) ?? former;
    const ownership = next?.ownership ?? baseline?.ownership.get(path) ?? 'shared';
    const follows = base !== undefined && now !== undefined && isSameFile(now, base);
    const decision =
      former !== undefined && now === undefined
        ? staysDeleted(', though the template has it again')
        : spare(decide(path, follows ? 'shared' : ownership, base, now, next), ownership, base, baseline);
    const from = moved.get(path);
    if (decision === undefined) return [];
    return from === undefined
      ? [assemble(path, ownership, now, decision)]
      : moveEntries(from, path, ownership, now, decision);
  });
  return block(entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}

/** What a file that comes back was: a starter that the person deleted stays away, while what else is gone by now is made anew. */
function formerOf(former: FormerFile | undefined, now: FileEntry | undefined): FileEntry | undefined {
  return now === undefined && former?.ownership !== 'user' ? undefined : former?.entry;
}

type Decision = Pick<PlanEntry, 'action' | 'reason' | 'next' | 'choices'>;

function decide(
  path: string,
  ownership: Ownership,
  base: FileEntry | undefined,
  now: FileEntry | undefined,
  next: FileEntry | undefined,
): Decision | undefined {
  if (now === undefined) return decideAbsent(ownership, base, next);
  if (next === undefined) return decideDropped(ownership, base, now);
  if (isSameFile(now, next))
    return {
      action: 'unchanged',
      reason: base === undefined ? 'there already, as the template has it' : 'as the template has it',
    };
  if (ownership === 'user') return { action: 'keep', reason: 'yours: written once, never touched again' };
  if (base === undefined) return merge(path, undefined, now, next);
  if (isSameFile(now, base))
    return {
      action: 'update',
      reason: 'the template or your answers changed, you did not edit it',
      next: mergeFile(path, now, now, next).yours,
    };
  const recorded = { ...next, text: keepTakenOut(path, next.text, base.text, now.text) };
  if (isSameFile(recorded, base)) return { action: 'keep', reason: `${sayEdited(path)}, the template did not change` };
  if (ownership !== 'generator') return merge(path, base, now, next);
  const reason = 'you edited it and the template changed; it works only as a whole, so nothing was merged';
  return { ...merge(path, undefined, now, next), reason };
}

/** Puts no markers into a file that we never wrote. */
function spare(
  decision: Decision | undefined,
  ownership: Ownership,
  base: FileEntry | undefined,
  baseline: Baseline | undefined,
): Decision | undefined {
  if (decision?.action !== 'conflict' || base !== undefined || baseline === undefined || decision.choices === undefined)
    return decision;
  if (ownership === 'shared' && holdsAll(decision.choices))
    return { action: 'keep', reason: 'yours, with all that the template puts there' };
  return {
    action: 'conflict',
    reason: 'the template has a file of this name now, and you have another one there',
    choices: decision.choices,
  };
}

/** Every line of the template's file stands in the person's, in its order. */
function holdsAll({ yours, theirs }: NonNullable<PlanEntry['choices']>): boolean {
  const lines = yours.text.split(/\r?\n/);
  let at = 0;
  for (const line of theirs.text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    at = lines.indexOf(line, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function decideAbsent(owner: Ownership, base?: FileEntry, next?: FileEntry): Decision | undefined {
  if (next === undefined) return undefined;
  if (base === undefined) return { action: 'create', reason: 'new', next };
  // Of what the person has written themselves since, the template's next version is no news.
  return staysDeleted(owner === 'user' || isSameFile(base, next) ? '' : ', though the template changed');
}

function staysDeleted(change: string): Decision {
  return { action: 'keep', reason: `you deleted it: it stays deleted${change}; upgrade --restore PATH brings it back` };
}

function decideDropped(ownership: Ownership, base: FileEntry | undefined, now: FileEntry): Decision {
  if (ownership === 'user') return { action: 'keep', reason: 'yours: the template no longer has it' };
  if (base !== undefined && isSameFile(now, base))
    return { action: 'delete', reason: 'the template no longer has it, and you did not edit it' };
  return {
    action: 'keep',
    reason: 'the template no longer has it, but you edited it: it is yours now; delete it if nothing needs it',
  };
}

/** Nobody can tell from a checklist who wrote what: its rows are renewed by commands too. */
function sayEdited(path: string): string {
  return path === 'CHECKLIST.md' ? 'its rows were renewed or written in' : 'you edited it';
}

function merge(path: string, base: FileEntry | undefined, now: FileEntry, next: FileEntry): Decision {
  const { conflict, next: merged, yours, theirs } = mergeFile(path, base, now, next);
  if (!conflict && merged !== undefined) {
    if (isSameFile(merged, now))
      return {
        action: 'keep',
        reason: `${sayEdited(path)}, and what the template changed is in it or was taken out by you`,
      };
    return { action: 'merge', reason: `${sayEdited(path)}, and other places changed`, next: merged };
  }
  const choices = { yours, theirs };
  if (merged === undefined)
    return { action: 'conflict', reason: 'it is not UTF-8 text, so nothing can be merged into it', choices };
  const reason =
    base === undefined
      ? 'it differs from the template, and nothing records which lines are yours: look at the difference and choose'
      : 'you and the template changed the same lines';
  return { action: 'conflict', reason, next: merged, choices };
}

function assemble(path: string, ownership: Ownership, now: FileEntry | undefined, decision: Decision): PlanEntry {
  return { path, ownership, ...decision, ...(now === undefined ? {} : { current: now }) };
}

/** A file that moved: written at its new path with the edits it has, removed from the former one. */
function moveEntries(
  from: string,
  path: string,
  ownership: Ownership,
  now: FileEntry | undefined,
  decision: Decision,
): PlanEntry[] {
  if (now === undefined) return [{ ...assemble(path, ownership, now, decision), movedFrom: from }];
  if (decision.action === 'delete') return [{ ...assemble(from, ownership, now, decision) }];
  const stays = decision.action === 'keep' || decision.action === 'unchanged';
  const there: PlanEntry = {
    path,
    ownership,
    ...decision,
    next: decision.next ?? now,
    movedFrom: from,
    reason: `moved from ${from}; ${decision.reason}`,
  };
  const gone: PlanEntry = { path: from, ownership, action: 'delete', reason: `moved to ${path}`, current: now };
  return [stays ? { ...there, action: 'create' } : there, gone];
}

/** Keeps out new files whose place is taken by something that stays. A moved file then stays where it is. */
function block(entries: readonly PlanEntry[]): Plan {
  const staying = entries
    .filter((entry) => entry.current !== undefined && entry.action !== 'delete')
    .map((entry) => entry.path);
  const obstacles = new Map(
    entries.flatMap((entry) => {
      const obstacle = staying.find((path) => entry.path.startsWith(`${path}/`) || path.startsWith(`${entry.path}/`));
      return entry.current !== undefined || entry.next === undefined || obstacle === undefined
        ? []
        : [[entry.path, { obstacle, from: entry.movedFrom }] as const];
    }),
  );
  const notMoved = new Set([...obstacles.values()].map(({ from }) => from));
  return entries.map((entry) => {
    const { path, ownership, current } = entry;
    const blocked = obstacles.get(path);
    if (blocked !== undefined)
      return {
        path,
        ownership,
        action: 'keep',
        reason: `not written: your ${blocked.obstacle} is in its place; move that away and upgrade again`,
      };
    if (!notMoved.has(path) || current === undefined) return entry;
    return { path, ownership, action: 'keep', reason: 'its new place is taken: it stays here', current };
  });
}

/** Whether two files are the same to a person: line ends, byte order mark and final newline are no difference. */
export function isSameFile(one: FileEntry, other: FileEntry): boolean {
  return one.executable === other.executable && one.binary === other.binary && plain(one.text) === plain(other.text);
}

/** Line ends, byte order mark and final newline are an editor's doing, not an edit. */
function plain(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '');
}
