import type { Ownership, RenderedTree } from '../model/artefact.ts';
import type { FileEntry } from '../model/file-tree.ts';
import type { Plan } from '../model/plan.ts';
import type { Baseline } from '../model/state.ts';

/**
 * What the next upgrade starts from: everything that was rendered, except files that the plan kept out.
 * For the user's own files it stays what was written once: later texts never reached the person.
 */
export function nextBaseline(version: string, plan: Plan, rendered: RenderedTree, last: Baseline | undefined): Baseline {
  const keptOut = new Set(plan.filter((entry) => entry.action === 'keep' && entry.current === undefined && last?.files.has(entry.path) !== true).map((entry) => entry.path));
  const movedFrom = new Map(plan.flatMap((entry) => (entry.movedFrom === undefined ? [] : [[entry.path, entry.movedFrom] as const])));
  const files = new Map<string, FileEntry>();
  const ownership = new Map<string, Ownership>();
  for (const [path, { ownership: owner, ...entry }] of rendered) {
    const former = last?.files.get(movedFrom.get(path) ?? path);
    if (keptOut.has(path)) continue;
    files.set(path, owner === 'user' ? (former ?? entry) : entry);
    ownership.set(path, owner);
  }
  return { version, files, ownership };
}
