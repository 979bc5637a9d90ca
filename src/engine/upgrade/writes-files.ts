import type { Plan } from '../../model/upgrade/plan.ts';

/** Whether anything of a plan is written, removed or still to be decided. */
export function writesFiles(plan: Plan): boolean {
  return plan.some(({ action, next }) => next !== undefined || action === 'delete' || action === 'conflict');
}
