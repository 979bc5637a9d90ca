import type { RehearsalEvidence } from '../model/evidence.ts';
import type { FileEntry } from '../model/file-tree.ts';
import type { PlanEntry } from '../model/plan.ts';
import { printEvidence } from '../report/evidence.ts';
import { evidencePath, type RehearsedProject } from './read-rehearsed-project.ts';

/** Writes the evidence into the project, all or nothing. The paths that were written. */
export async function keepEvidence(project: RehearsedProject, evidence: RehearsalEvidence): Promise<readonly string[]> {
  const plan: readonly PlanEntry[] = [entryFor(evidencePath, printEvidence(evidence), project.texts.get(evidencePath))];
  await project.files.apply(plan);
  return plan.map(({ path }) => path);
}

function entryFor(path: string, text: string, current: FileEntry | undefined): PlanEntry {
  return { path, action: current === undefined ? 'create' : 'update', reason: 'a rehearsal was made', ownership: 'user', next: { text, executable: false }, ...(current !== undefined && { current }) };
}
