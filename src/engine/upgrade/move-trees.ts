import type { FileEntry } from '../../model/file-tree.ts';
import type { Ownership } from '../../model/render/artefact.ts';
import type { UpgradeInput } from './plan-upgrade.ts';

/** The input with every moved file at its new path in baseline and current, and the former path of those that are really there. */
export interface MovedInput extends UpgradeInput {
  readonly moved: ReadonlyMap<string, string>;
}

/**
 * Lets files take their edits along when the template moves them: what we rendered and what is there are both looked at under the new path.
 * A move does not happen where the person has a file at the new path already: then both paths are judged as they are.
 */
export function moveTrees(input: UpgradeInput): MovedInput {
  const moved = new Map<string, string>();
  const { baseline } = input;
  if (baseline === undefined || input.moves === undefined) return { ...input, moved };
  const files = new Map<string, FileEntry>(baseline.files);
  const ownership = new Map<string, Ownership>(baseline.ownership);
  const current = new Map<string, FileEntry>(input.current);
  for (const [from, to] of input.moves) {
    if (!files.has(from) || files.has(to) || current.has(to)) continue;
    for (const tree of [files, ownership, current] as Map<string, unknown>[]) rename(tree, from, to);
    moved.set(to, from);
  }
  return { ...input, baseline: { ...baseline, files, ownership }, current, moved };
}

function rename(tree: Map<string, unknown>, from: string, to: string): void {
  if (tree.has(from)) tree.set(to, tree.get(from));
  tree.delete(from);
}
