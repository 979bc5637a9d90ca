import { governanceQuestions } from '../catalog/governance-questions.ts';
import { checklistEntries } from '../engine/checklist-entries.ts';
import { updateChecklist } from '../engine/checklist.ts';
import type { CheckReport } from '../model/check-report.ts';
import type { Environment } from '../model/command.ts';
import { UserError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { CheckTarget } from './open-check-targets.ts';

const checklist = 'CHECKLIST.md';

/** The plan that renews the boxes and the evidence of a project's checklist; says what it does. Throws UserError where there is none. */
export async function renewChecklist({ project, label }: CheckTarget, { results }: CheckReport, { terminal }: Environment): Promise<Plan> {
  const entry = (await project.read([checklist])).get(checklist);
  if (entry === undefined) throw new UserError({ where: label(checklist), what: 'there is no checklist to renew', fix: 'make one: tre-container create writes it with the other files of a project' });
  const next = updateChecklist(entry.text, checklistEntries(results, governanceQuestions));
  if (next === entry.text) {
    terminal.err(`${label(checklist)} is up to date.\n`);
    return [];
  }
  const before = new Set(entry.text.split('\n'));
  const changed = next.split('\n').filter((line) => !before.has(line)).length;
  terminal.err(`${label(checklist)}: ${String(changed)} ${changed === 1 ? 'line' : 'lines'} renewed.\n`);
  return [{ path: checklist, action: 'update', reason: 'boxes and evidence renewed', ownership: 'shared', current: entry, next: { ...entry, text: next } }];
}
