import pc from 'picocolors';
import type { Plan, PlanAction } from '../../model/upgrade/plan.ts';

/** What `create` has to tell when it is done (or, in a dry run, what it would do). */
export interface CreateSummary {
  /** Folder as the person typed it. */
  readonly destination: string;
  /** `Python, batch` and the like. */
  readonly headline: string;
  readonly plan: Plan;
  readonly nextSteps: readonly { readonly command: string; readonly why: string }[];
  readonly dryRun: boolean;
}

/** The summary that a person reads: what was written, then the commands to type next, each with its reason. */
export function formatCreated(summary: CreateSummary, colour: boolean): string {
  const { bold, dim } = pc.createColors(colour);
  const { plan, destination, headline, dryRun } = summary;
  const changes = plan.filter((entry) => changing.has(entry.action)).length;
  const verb = dryRun ? 'Would write' : 'Wrote';
  const head =
    changes === 0
      ? `${destination} is up to date: nothing to write`
      : `${verb} ${count(changes, 'file')} in ${destination}`;
  const steps = summary.nextSteps.flatMap(({ command, why }) => [`  ${bold(command)}`, `      ${dim(why)}`]);
  return [`${bold(head)} (${headline})`, '', ...(dryRun ? [] : ['Next:', ...steps, ''])].join('\n');
}

/** Why nothing was written: the files in the way, and what to do about them. */
export function formatRefused(plan: Plan, colour: boolean): string {
  const { bold, red } = pc.createColors(colour);
  const conflicts = plan.filter((entry) => entry.action === 'conflict');
  return [
    `${red(bold('stopped'))} ${count(conflicts.length, 'file')} in the way; nothing was written`,
    ...conflicts.map(({ path, reason }) => `  ${bold(path)}: ${reason}`),
    '  To fix: --on-conflict keep (yours stay), overwrite (take ours) or ask; --dry-run shows the differences',
    '',
  ].join('\n');
}

const changing: ReadonlySet<PlanAction> = new Set(['create', 'update', 'merge', 'conflict', 'delete']);

const count = (number: number, thing: string): string => `${String(number)} ${thing}${number === 1 ? '' : 's'}`;
