import type { ChecklistEntries, ChecklistEntry } from '../../model/checklist/checklist.ts';
import type { EvidenceCell, RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { RunFinding, RunRequirementName } from '../../model/rehearsal/rehearsal.ts';
import { printCell, printProse } from '../checklist/checklist-text.ts';
import { writesCell } from './plan-rehearsal.ts';

interface Proven {
  readonly requirements: readonly RunRequirementName[];
  readonly open?: string;
}

/**
 * What a rehearsal proves in the checklist, by row. A row is met only by evidence that is not stale, where at least one cell was
 * run, none is unknown, and no requirement of the row was broken, not even with a warning.
 */
export function rehearsalEntries(
  evidence: RehearsalEvidence,
  stale: readonly string[],
  questions: Readonly<Record<number, Proven>>,
): ChecklistEntries {
  return new Map(
    Object.entries(questions).map(([number, proven]) => [`question:${number}`, describe(evidence, stale, proven)]),
  );
}

function describe(
  evidence: RehearsalEvidence,
  stale: readonly string[],
  { requirements, open }: Proven,
): ChecklistEntry {
  const broken = [...evidence.findings, ...evidence.cells.flatMap(({ findings }) => findings)].filter(
    ({ requirement }) => requirements.includes(requirement),
  );
  const run = evidence.cells.filter(({ observation }) => observation !== undefined);
  const record = `\`rehearsal/evidence.json\` of ${evidence.date.slice(0, 10)}`;
  if (stale.length > 0)
    return { state: 'run', text: `**Stale:** ${printProse(stale.join('; '))}. Run \`tre-container rehearse\` again.` };
  if (broken.length > 0) return { state: 'mend', text: `**To do:** ${printCell(firstMessages(broken))} (${record})` };
  const unknown = run.filter(({ verdict }) => verdict === 'unknown').map(({ id }) => id);
  if (run.length === 0 || unknown.length > 0)
    return {
      state: 'run',
      text: `**Not known:** ${run.length === 0 ? 'no cell was run' : printProse(unknown.join(', '))} (${record})`,
    };
  const text = `${printCell(summarise(evidence, run, requirements))} (${record})`;
  return open === undefined ? { state: 'met', text } : { state: 'run', text: `${text}; ${printProse(open)}` };
}

function firstMessages(findings: readonly RunFinding[]): string {
  const messages = [...new Set(findings.map(({ message }) => message))];
  return `${messages.slice(0, 2).join('; ')}${messages.length > 2 ? `; and ${messages.length - 2} more` : ''}`;
}

function summarise(
  evidence: RehearsalEvidence,
  run: readonly EvidenceCell[],
  requirements: readonly RunRequirementName[],
): string {
  const seen = run.flatMap(({ observation }) => observation ?? []);
  const runs = `Held in ${run.length} run${run.length === 1 ? '' : 's'}`;
  if (requirements.includes('no-network')) {
    const watched = seen.every(({ network }) => network === 'sink')
      ? 'every name and address was watched, none was tried'
      : 'no attempt was seen, but not everything could be watched';
    return `${runs} without a network: ${watched}`;
  }
  if (requirements.includes('any-identity'))
    return `${runs}: ${[...new Set(seen.flatMap(({ user }) => user ?? []))].join('; ')}`;
  if (requirements.includes('port-answers'))
    return evidence.kind === 'batch'
      ? `${runs}: a batch job, which opens no port`
      : `${runs}: it answers, and serves nothing without the credential`;
  if (requirements.includes('starts-by-itself'))
    return `${runs}: ${[...evidence.image.entrypoint, ...evidence.image.command].join(' ')}; ${Math.max(...seen.map(({ seconds }) => seconds))} s at most; image ${Math.round(evidence.image.size / 1e6)} MB`;
  const baseWrites = run.some(({ id, rootFileSystem }) => id !== writesCell && rootFileSystem === 'writable');
  return `${runs}: nothing was written outside /safe_outputs and /scratch${baseWrites ? ' but what the base itself writes when it starts' : ''}`;
}
