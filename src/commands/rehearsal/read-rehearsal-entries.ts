import { provenQuestions } from '../../catalog/rehearsal/proven-questions.ts';
import { readEvidence } from '../../parse/records/read-evidence.ts';
import { rehearsalEntries, type Standing } from '../../engine/rehearsal/rehearsal-entries.ts';
import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import type { Environment } from '../../model/command.ts';
import { evidencePath, type EvidenceInputs, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { CheckTarget } from '../check/open-project-folder.ts';
import { readRehearsedProject } from './read-rehearsed-project.ts';
import { standOfEvidence } from './stand-of-evidence.ts';

/**
 * What a project's last rehearsal says in its checklist, as `rehearse` itself wrote it, or why it does not count; nothing where none was made.
 * Evidence that cannot be read proves nothing: `tell` gets a line about it. No engine is asked.
 */
export async function readRehearsalEntries(
  target: CheckTarget,
  environment: Environment,
  tell: (line: string) => void,
): Promise<ChecklistEntries> {
  const { project, label, adopted } = target;
  const written = (await project.read([evidencePath])).get(evidencePath)?.text;
  if (written === undefined) return new Map();
  const evidence = readEvidence(written);
  if (evidence === undefined) {
    tell(
      `${label(adopted === undefined ? evidencePath : `${adopted}/${evidencePath}`)} is not a record of a rehearsal, so it proves no row: tre-container rehearse writes it again\n`,
    );
    return new Map();
  }
  return rehearsalEntries(evidence, await standOfRecord(evidence, target, environment), provenQuestions);
}

/** Whether a record speaks for a project as its files are or will be, and whose it is. No engine is asked. */
export async function standOfRecord(
  evidence: RehearsalEvidence,
  target: CheckTarget,
  environment: Environment,
): Promise<Standing> {
  const present = { inputs: await foresee(target, environment), version: environment.version };
  return standOfEvidence(evidence, present, environment, target.project.root);
}

/** What the record would rest on once `files` are written: a check that fixes a file makes the record stale in the same run. */
async function foresee({ project, files, adopted }: CheckTarget, environment: Environment): Promise<EvidenceInputs> {
  const { inputs } = await readRehearsedProject(project, undefined, environment);
  const relied = files.filter(({ path, text }) => text !== undefined && path in inputs.files);
  const context = adopted === undefined ? project : environment.openProject(`${project.root}/..`);
  const texts = await context.read(relied.map(({ path }) => path));
  const fixed = relied.filter(({ path, text }) => texts.get(path)?.text !== text).map(({ path }) => [path, 'fixed']);
  return fixed.length === 0 ? inputs : { ...inputs, files: { ...inputs.files, ...Object.fromEntries(fixed) } };
}
