import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { checklistEntries } from '../../engine/checklist/checklist-entries.ts';
import { updateChecklist } from '../../engine/checklist/checklist.ts';
import { findLostTicks } from '../../engine/checklist/lost-ticks.ts';
import type { CheckReport } from '../../model/check/check-report.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { CheckTarget } from './open-check-targets.ts';
import { acknowledgeEvidence } from '../rehearsal/acknowledge-evidence.ts';
import { readRehearsalEntries } from '../rehearsal/read-rehearsal-entries.ts';

const checklist = 'CHECKLIST.md';

/**
 * The plan that renews the boxes and the evidence of a project's checklist, from the verdicts and from the last rehearsal; says what it does.
 * Throws UserError where there is no checklist.
 */
export async function renewChecklist(
  target: CheckTarget,
  { results }: CheckReport,
  environment: Environment,
  acknowledged?: string,
): Promise<Plan> {
  const { terminal } = environment;
  const { project, adopted } = target;
  const name = target.label(adopted === undefined ? checklist : `${adopted}/${checklist}`);
  const entry = (await project.read([checklist])).get(checklist);
  if (entry === undefined)
    throw new UserError({
      where: name,
      what: 'there is no checklist to renew',
      fix: 'make one: tre-container create writes it with the other files of a project',
    });
  if (acknowledged !== undefined) await acknowledgeEvidence(project, acknowledged, environment);
  const rehearsed = await readRehearsalEntries(target, environment, (line) => terminal.err(line));
  const next = updateChecklist(entry.text, new Map([...checklistEntries(results, governanceQuestions), ...rehearsed]));
  if (next === entry.text) {
    terminal.err(`${name} is up to date.\n`);
    return [];
  }
  const before = new Set(entry.text.split('\n'));
  const changed = next.split('\n').filter((line) => !before.has(line)).length;
  terminal.err(`${name}: ${String(changed)} ${changed === 1 ? 'line' : 'lines'} renewed.\n`);
  tellLostTicks(entry.text, next, name, terminal);
  return [
    {
      path: checklist,
      action: 'update',
      reason: 'boxes and evidence renewed',
      ownership: 'shared',
      current: entry,
      next: { ...entry, text: next },
    },
  ];
}

/** Whoever signed with these ticks must hear that they are gone, and why: one line for each reason. */
function tellLostTicks(before: string, after: string, name: string, terminal: Environment['terminal']): void {
  const lost = groupBy(findLostTicks(before, after), ({ why }) => why);
  for (const [why, rows] of lost)
    terminal.err(
      `${name}: ${String(rows.length)} ${rows.length === 1 ? 'box is' : 'boxes are'} no longer ticked, since ${why}: ${rows.map(({ key }) => key.replace(':', ' ').replace(/^rule /, '')).join(', ')}\n`,
    );
}
