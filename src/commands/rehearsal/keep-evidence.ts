import { provenQuestions } from '../../catalog/rehearsal/proven-questions.ts';
import { updateChecklist } from '../../engine/checklist/checklist.ts';
import { judgeEvidence } from '../../engine/rehearsal/judge-evidence.ts';
import { readEvidence } from '../../parse/records/read-evidence.ts';
import { rehearsalEntries, type Standing } from '../../engine/rehearsal/rehearsal-entries.ts';
import { type EvidenceSigner, openEvidenceSigner } from '../../io/user-state/sign-evidence.ts';
import { evidencePath, type RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { Environment } from '../../model/command.ts';
import type { FileEntry, FileTree } from '../../model/file-tree.ts';
import type { PlanEntry } from '../../model/upgrade/plan.ts';
import { printEvidence } from '../../report/check/evidence.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import { digestOfInputs, standOfEvidence } from './stand-of-evidence.ts';
import { renewAfterWrite } from '../check/renew-after-write.ts';
import { keepUndo } from '../project/keep-undo.ts';
import { checklistPath, type RehearsedProject } from './read-rehearsed-project.ts';

/** What was written, and what a person must know about it, a line each. */
export interface Kept {
  readonly paths: readonly string[];
  readonly notes: readonly string[];
}

/** Keeps the evidence, and renews the rows that files settle with those that the run settles: who signs reads one list. */
export async function keepAndRenew(
  project: RehearsedProject,
  evidence: RehearsalEvidence,
  environment: Environment,
): Promise<Kept> {
  const former = (await project.files.read([checklistPath])).get(checklistPath)?.text;
  const { paths, notes } = await keepEvidence(project, evidence, environment);
  const renewed = await renewAfterWrite(project.files.root, environment, former);
  return {
    paths: [...new Set([...paths, ...(renewed.isWritten ? [checklistPath] : [])])],
    notes: [...notes, ...renewed.notes],
  };
}

/**
 * Writes the evidence into the project, signed by this user's key, and then what it proves into its checklist. A run of single
 * cells or with overrides never takes the place of a fuller record of this user, or of the same files; the checklist then says what that one proves.
 */
export async function keepEvidence(
  project: RehearsedProject,
  evidence: RehearsalEvidence,
  environment: Pick<Environment, 'variables'>,
): Promise<Kept> {
  // Read again: a rehearsal takes long, and people write into their checklist meanwhile.
  const texts = await project.files.read([checklistPath, evidencePath]);
  const former = readEvidence(texts.get(evidencePath)?.text ?? '');
  const signer = openEvidenceSigner(environment.variables, project.files.root);
  const forgotten = rememberRun(evidence, signer);
  // As the files are now: somebody may have written into them while they were rehearsed.
  const { inputs } = await project.readAgain();
  const present = { inputs, version: evidence.tool.version };
  const memory = forgotten === undefined ? [] : [describeForgotten(evidence, forgotten)];
  const formers = former === undefined ? undefined : standOfEvidence(former, present, environment, project.files.root);
  // A run of another image, or with other values, that its caller asked for: what changed since the fuller record, that one tells.
  const isAskedFor = (evidence.overrides ?? []).some((each) => each.startsWith('--'));
  const isKept = formers?.stale.length === 0 || (isAskedFor && formers?.origin === 'here');
  if (isPartial(evidence) && former !== undefined && !isPartial(former) && isKept) {
    const plan = planChecklist(texts, former, formers);
    await project.files.apply(plan, await keepUndo(project.files, plan));
    return {
      paths: plan.map(({ path }) => path),
      notes: [
        ...memory,
        `${evidencePath} stays as it is: this run proves less than the one of ${former.date.slice(0, 10)} that it records`,
      ],
    };
  }
  const signature = signer.sign(printEvidence(evidence));
  const isSigned = typeof signature === 'string';
  const record = isSigned ? { ...evidence, signature } : evidence;
  const standing = isSigned
    ? standOfEvidence(record, present, environment, project.files.root)
    : { stale: judgeEvidence(evidence, present), origin: 'elsewhere' as const };
  const renewed = planChecklist(texts, record, standing);
  const recorded = entryFor(evidencePath, printEvidence(record), texts.get(evidencePath));
  const plan: readonly PlanEntry[] = [...renewed, recorded];
  // The record first: what it proves, a later look at the checklist finds out as well.
  await project.files.apply([recorded]);
  await project.files.apply(renewed, await keepUndo(project.files, renewed));
  return {
    paths: plan.map(({ path }) => path),
    notes: [
      ...memory,
      ...(isSigned
        ? standing.stale.map((reason) => `The record counts no longer: ${reason}. Rehearse again`)
        : [`The record is not signed, since ${signature.reason}: it ticks nothing, here as elsewhere`]),
    ],
  };
}

/** As soon as a cell has failed: whoever stops the rehearsal there keeps no older record that counts. What cannot be remembered is said at its end. */
export function rememberFailure(
  { files, inputs }: Pick<RehearsedProject, 'files' | 'inputs'>,
  overrides: readonly string[],
  environment: Pick<Environment, 'variables' | 'now'>,
): void {
  const failure = { overrides, scope: 'cells', verdict: 'fail', date: isoTime(environment.now()), inputs } as const;
  rememberRun(failure, openEvidenceSigner(environment.variables, files.root));
}

/** How it went, for records of the same files. What failed in one cell failed; that one passes takes back no failure of the others. */
function rememberRun(
  evidence: Pick<RehearsalEvidence, 'overrides' | 'scope' | 'verdict' | 'date' | 'inputs'>,
  signer: EvidenceSigner,
): string | undefined {
  const { overrides = [], scope, verdict, date } = evidence;
  const run = { on: date, isFailed: verdict === 'fail' };
  const isOfData = overrides.length > 0 && overrides.every((each) => each.startsWith('--data '));
  if ((overrides.length > 0 && !isOfData) || (scope === 'cells' && !run.isFailed)) return undefined;
  return signer.rememberRun(digestOfInputs(evidence), run, isOfData ? 'other' : undefined);
}

function describeForgotten({ verdict }: RehearsalEvidence, reason: string): string {
  const how = verdict === 'fail' ? 'failed' : 'ended';
  return `That this run ${how} cannot be remembered on this machine, since ${reason}: a record of these files counts on this machine only where how its last run went is known`;
}

function planChecklist(texts: FileTree, record: RehearsalEvidence, standing: Standing): readonly PlanEntry[] {
  const checklist = texts.get(checklistPath);
  if (checklist === undefined) return [];
  const renewed = updateChecklist(checklist.text, rehearsalEntries(record, standing, provenQuestions));
  return renewed === checklist.text ? [] : [entryFor(checklistPath, renewed, checklist)];
}

function isPartial({ scope, overrides = [] }: RehearsalEvidence): boolean {
  return scope === 'cells' || overrides.length > 0;
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
