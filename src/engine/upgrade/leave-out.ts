import type { Plan } from '../../model/upgrade/plan.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/**
 * Leaves files out of an upgrade: those at the given paths and in the given folders stay as they are, and so does what the baseline has of them, so
 * that a later upgrade still tells a person's edits in them from the template's.
 */
export function leaveOut(plan: Plan, paths: readonly string[]): Plan {
  return plan.map((entry) => {
    const { path, ownership, current, action, movedFrom } = entry;
    if (!isLeftOut(path, paths) && (movedFrom === undefined || !isLeftOut(movedFrom, paths))) return entry;
    const changes = action !== 'unchanged' && action !== 'keep';
    return {
      path,
      ownership,
      action: changes ? 'keep' : action,
      reason: changes ? 'left out of this upgrade' : entry.reason,
      leftOut: changes ? 'pending' : 'same',
      ...(current === undefined ? {} : { current }),
    };
  });
}

/** Whether a file is one of the given paths, or in one of the given folders. */
export function isLeftOut(path: string, paths: readonly string[]): boolean {
  return paths
    .map((given) => trimEnd(given.replace(/^\.\//, ''), '/'))
    .some((root) => path === root || path.startsWith(`${root}/`));
}

/** Paths of what was left out and would have changed, sorted. */
export function listLeftOut(plan: Plan): readonly string[] {
  return plan.filter(({ leftOut }) => leftOut === 'pending').map(({ path }) => path);
}
