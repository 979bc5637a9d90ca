import type { Ownership, RenderedTree } from '../../model/render/artefact.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import type { Baseline } from '../../model/upgrade/state.ts';

/**
 * What the next upgrade starts from: everything that was rendered, except files that the plan kept out.
 * For the user's own files it stays what reached the person: later texts do not, once they edited it. For files that an upgrade left out it stays
 * what it was.
 */
export function nextBaseline(
  version: string,
  plan: Plan,
  rendered: RenderedTree,
  last: Baseline | undefined,
): Baseline {
  const isNew = (entry: PlanEntry): boolean => last?.files.has(entry.movedFrom ?? entry.path) !== true;
  const keptOut = new Set(
    plan
      .filter((entry) => isNew(entry) && ((entry.action === 'keep' && entry.current === undefined) || isTheirs(entry)))
      .map((entry) => entry.path),
  );
  const movedFrom = new Map(
    plan.flatMap((entry) => (entry.movedFrom === undefined ? [] : [[entry.path, entry.movedFrom] as const])),
  );
  const followed = new Set(plan.filter(({ action }) => action === 'update').map(({ path }) => path));
  const files = new Map<string, FileEntry>();
  const ownership = new Map<string, Ownership>();
  for (const [path, { ownership: owner, ...entry }] of rendered) {
    const former = last?.files.get(movedFrom.get(path) ?? path);
    if (keptOut.has(path)) continue;
    files.set(path, owner === 'user' && !followed.has(path) ? (former ?? entry) : entry);
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
  return { version, files, ownership };
}

/** A file of the user's in the place of one that the generator owns must not look like ours next time: it would be replaced. */
function isTheirs({ ownership, action }: PlanEntry): boolean {
  return ownership === 'generator' && (action === 'keep' || action === 'conflict');
}
