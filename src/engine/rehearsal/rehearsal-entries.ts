import type { ChecklistEntries, ChecklistEntry } from '../../model/checklist/checklist.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { ProvenQuestion } from '../../model/rehearsal/proven-question.ts';
import { printCell, printProse } from '../checklist/checklist-text.ts';
import { summarise } from '../checklist/summarise-runs.ts';
import { findDoubt, wasRun } from './proof/find-doubt.ts';
import { listUnseen } from './proof/list-unseen.ts';
import { listSome } from '../../shared/list-some.ts';
import { printSize } from '../../shared/print-size.ts';

/** Whether a record may speak for the project: what it rests on is as it was, and a run of this user on this machine made it. */
export interface Standing {
  /** Why it does not speak for the project as it is; empty when it does. */
  readonly stale: readonly string[];
  /** `elsewhere`: this user's key did not sign it. */
  readonly origin: 'here' | 'elsewhere';
  /** Who takes a record from elsewhere for true. */
  readonly acknowledged?: { readonly by: string; readonly on: string };
}

/** Before the words of a row that another machine has rehearsed, and of one of which a part was not looked at. */
export const notProvedHere = '**Not proved here:**';
export const shownInPart = '**Shown in part:**';

const again = 'Run `tre-container rehearse` again.';

/**
 * What a rehearsal proves in the checklist, by row. A row is met only by a record of this user that is not stale, of a run without
 * overrides, in which every cell that was needed ran and passed, and none of the row's requirements was broken, not even with a warning.
 */
export function rehearsalEntries(
  evidence: RehearsalEvidence,
  standing: Standing,
  questions: Readonly<Record<number, ProvenQuestion>>,
): ChecklistEntries {
  return new Map(
    Object.entries(questions).map(([number, proven]) => [`question:${number}`, describe(evidence, standing, proven)]),
  );
}

function describe(evidence: RehearsalEvidence, standing: Standing, proven: ProvenQuestion): ChecklistEntry {
  const { stale, origin, acknowledged } = standing;
  const day = evidence.date.slice(0, 10);
  const record = `\`rehearsal/evidence.json\` of ${printProse(`${day}, image ${evidence.image.id.slice(0, 19)}`)}`;
  if (stale.length > 0) return { state: 'run', text: `**Stale:** ${printProse(stale.join('; '))}. ${again}` };
  if (origin === 'elsewhere') {
    const whose =
      acknowledged === undefined ? '' : `acknowledged by ${printCell(acknowledged.by)} on ${acknowledged.on}, `;
    return { state: 'run', text: `${notProvedHere} ${whose}recorded elsewhere, on ${printProse(day)}. ${again}` };
  }
  const broken = [...evidence.findings, ...evidence.cells.flatMap(({ findings }) => findings)].filter(
    ({ requirement }) => proven.requirements.includes(requirement),
  );
  const told = listSome([...new Set(broken.map(({ message }) => message))], 2, '; ');
  if (broken.length > 0) return { state: 'mend', text: `**To do:** ${printCell(told)} (${record})` };
  const doubt = findDoubt(evidence, proven);
  if (doubt !== undefined) return { state: 'run', text: `**Not proved:** ${printProse(doubt)} (${record})` };
  const text = `${printCell(summarise(evidence, evidence.cells.filter(wasRun), proven.requirements))} (${record})`;
  const unseen = listUnseen(evidence, proven).join('; ');
  const rest = [proven.open ?? proven.beside ?? [], ...listBeside(evidence, proven), unseen]
    .flat()
    .filter((part) => part !== '');
  const whole = rest.length === 0 ? text : `${text}; ${printProse(rest.join('; '))}`;
  if (proven.open !== undefined) return { state: 'run', text: whole };
  // A tick says yes to the whole question.
  return unseen === '' ? { state: 'met', text: whole } : { state: 'person', text: `${shownInPart} ${whole}`, unseen };
}

/** How it was run, where that is less or more than the TRE gives. */
function listBeside(
  { notApplied = [], limits, base, cells }: RehearsalEvidence,
  { requirements }: ProvenQuestion,
): readonly string[] {
  const opened = [...new Set(cells.flatMap(({ observation }) => observation?.dataRead ?? []))];
  return [
    ...(notApplied.length > 0 && requirements.includes('ends-with-success')
      ? [`not applied: ${listSome(notApplied, 6)}`]
      : []),
    ...(requirements.includes('fits-limits')
      ? [`results of up to ${printSize(limits.fileSize)} and ${String(limits.rows)} rows were allowed`]
      : []),
    ...(opened.length > 0 && requirements.includes('leaves-output') ? [`it opened ${listSome(opened, 6)}`] : []),
    ...(requirements.includes('no-network') ? describeLoopback(cells) : []),
    ...(opened.length > 0 && requirements.includes('no-network')
      ? [
          `with ${listSome(opened, 6)} in place, which must lie there in the TRE as well: what it asks for without, nobody saw`,
        ]
      : []),
    ...(base !== undefined && base.digest === undefined
      ? ['FROM names no digest, so that another build may be another image']
      : []),
  ];
}

/** A program's talk with its own machine, which is more than was watched. */
function describeLoopback(cells: RehearsalEvidence['cells']): readonly string[] {
  const served = cells.flatMap(({ observation: { loopback } = {} }) =>
    loopback !== undefined && loopback.refused > 0 && loopback.taken > 0 ? [loopback] : [],
  );
  const [first] = served;
  return [
    'talk with its own machine (127.0.0.1, sockets in the file system) counts as no network here',
    ...(first === undefined
      ? []
      : [
          `there it was refused ${String(first.refused)} ${first.refused === 1 ? 'time' : 'times'}, and something took ${String(first.taken)} ${first.taken === 1 ? 'connection' : 'connections'}`,
        ]),
  ];
}
