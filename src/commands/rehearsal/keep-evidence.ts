import { provenQuestions } from '../../catalog/proven-questions.ts';
import { updateChecklist } from '../../engine/checklist/checklist.ts';
import { rehearsalEntries } from '../../engine/rehearsal/rehearsal-entries.ts';
import { evidencePath, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { PlanEntry } from '../../model/upgrade/plan.ts';
import { printEvidence } from '../../report/check/evidence.ts';
import { checklistPath, type RehearsedProject } from './read-rehearsed-project.ts';

/** Writes the evidence into the project, and what it proves into its checklist, all or nothing. The paths that were written. */
export async function keepEvidence(project: RehearsedProject, evidence: RehearsalEvidence): Promise<readonly string[]> {
  // Read again: a rehearsal takes long, and people write into their checklist meanwhile.
  const texts = await project.files.read([checklistPath, evidencePath]);
  const checklist = texts.get(checklistPath);
  const renewed =
    checklist === undefined
      ? undefined
      : updateChecklist(checklist.text, rehearsalEntries(evidence, [], provenQuestions));
  const plan: readonly PlanEntry[] = [
    ...(renewed === undefined || renewed === checklist?.text ? [] : [entryFor(checklistPath, renewed, checklist)]),
    entryFor(evidencePath, printEvidence(evidence), texts.get(evidencePath)),
  ];
  await project.files.apply(plan);
  return plan.map(({ path }) => path);
}

function entryFor(path: string, text: string, current: FileEntry | undefined): PlanEntry {
  return {
    path,
    action: current === undefined ? 'create' : 'update',
    reason: 'a rehearsal was made',
    ownership: 'user',
    next: { text, executable: false },
    ...(current !== undefined && { current }),
  };
}
