import type { Ownership, RenderedTree } from '../../model/render/artefact.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import type { Baseline, FormerFile } from '../../model/upgrade/state.ts';
import { keepTakenOut } from '../changes/keep-taken-out.ts';

/**
 * What the next upgrade starts from: everything that was rendered, except files that the plan kept out, and with the packages that a person took out of a list.
 * For the user's own files it stays what reached the person: later texts do not, once they edited it. For files that an upgrade left out it stays
 * what it was.
 */
export function nextBaseline(
  version: string,
  plan: Plan,
  rendered: RenderedTree,
  last: Baseline | undefined,
): Baseline {
  const isNew = ({ path, movedFrom: from }: PlanEntry): boolean =>
    last?.files.has(from ?? path) !== true && last?.former?.has(path) !== true;
  const keptOut = new Set(
    plan
      .filter((entry) => isNew(entry) && ((entry.action === 'keep' && entry.current === undefined) || isTheirs(entry)))
      .map((entry) => entry.path),
  );
  const movedFrom = new Map(
    plan.flatMap((entry) => (entry.movedFrom === undefined ? [] : [[entry.path, entry.movedFrom] as const])),
  );
  const before = new Map(plan.map(({ path, current }) => [path, current?.text]));
  const followed = new Set(plan.filter(({ action }) => action === 'update').map(({ path }) => path));
  const files = new Map<string, FileEntry>();
  const ownership = new Map<string, Ownership>();
  for (const [path, { ownership: owner, ...entry }] of rendered) {
    const former = last?.files.get(movedFrom.get(path) ?? path) ?? last?.former?.get(path)?.entry;
    if (keptOut.has(path)) continue;
    const now = before.get(path);
    if (owner === 'user' && !followed.has(path)) files.set(path, former ?? entry);
    else if (former === undefined || now === undefined) files.set(path, entry);
    else files.set(path, { ...entry, text: keepTakenOut(path, entry.text, former.text, now) });
    ownership.set(path, owner);
  }
  for (const { path, leftOut } of plan) {
    if (leftOut === undefined) continue;
    const former = last?.files.get(path);
    if (former === undefined) {
      files.delete(path);
      ownership.delete(path);
    } else {
      files.set(path, former);
      ownership.set(path, last?.ownership.get(path) ?? 'shared');
    }
  }
  const former = listFormer(plan, rendered, last);
  return { version, files, ownership, ...(former.size === 0 ? {} : { former }) };
}

/**
 * What is rendered no more, and is the person's: what they edited, so that a merge has its ancestor where it is rendered again, and starters that
 * they deleted, which stay deleted then.
 */
function listFormer(plan: Plan, rendered: RenderedTree, last: Baseline | undefined): ReadonlyMap<string, FormerFile> {
  const entries = new Map(plan.map((entry) => [entry.path, entry]));
  const moved = new Set(plan.flatMap(({ movedFrom }) => movedFrom ?? []));
  const gone = [...(last?.files ?? [])].flatMap(([path, entry]): [string, FormerFile][] => {
    const ownership = last?.ownership.get(path) ?? 'shared';
    const planned = entries.get(path);
    const isPersons = planned === undefined ? ownership === 'user' : planned.action === 'keep';
    return rendered.has(path) || moved.has(path) || planned?.leftOut !== undefined || !isPersons
      ? []
      : [[path, { ownership, entry }]];
  });
  return new Map([...(last?.former ?? []), ...gone].filter(([path]) => !rendered.has(path)));
}

/** A file of the user's in the place of one that the generator owns must not look like ours next time: it would be replaced. */
function isTheirs({ ownership, action }: PlanEntry): boolean {
  return ownership === 'generator' && (action === 'keep' || action === 'conflict');
}
