import { provenQuestions } from '../../catalog/proven-questions.ts';
import { judgeEvidence } from '../../engine/rehearsal/judge-evidence.ts';
import { readEvidence } from '../../engine/rehearsal/read-evidence.ts';
import { rehearsalEntries } from '../../engine/rehearsal/rehearsal-entries.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import { evidencePath } from '../../model/rehearsal/evidence.ts';
import type { CheckTarget } from '../check/open-check-targets.ts';

/**
 * What a project's last rehearsal says in its checklist, as `rehearse` itself wrote it, or that it is stale; nothing where none was made.
 * The target's files are as they will be. Evidence that cannot be read changes no row: `tell` gets a line about it.
 */
export async function readRehearsalEntries(
  { project, files, label }: CheckTarget,
  tell: (line: string) => void,
): Promise<ChecklistEntries> {
  const written = (await project.read([evidencePath])).get(evidencePath)?.text;
  if (written === undefined) return new Map();
  const evidence = readEvidence(written);
  if (evidence === undefined) {
    tell(
      `${label(evidencePath)} is not a record of a rehearsal, so the rows that it would prove stay as they are: tre-container rehearse writes it again\n`,
    );
    return new Map();
  }
  const dockerfile = files.find(({ path }) => path === evidence.dockerfile?.path)?.text;
  // The image is not asked for: a check needs no engine.
  return rehearsalEntries(
    evidence,
    judgeEvidence(evidence, dockerfile === undefined ? {} : { dockerfileSha256: hashText(dockerfile) }),
    provenQuestions,
  );
}
