import { createColors } from 'picocolors';
import type { EvidenceCell, RehearsalEvidence } from '../model/evidence.ts';
import type { Cell, CellVerdict, IdentityName, NetworkObserver, RunFinding, RunRequirement, RunRequirementName } from '../model/rehearsal.ts';

interface Knowledge {
  readonly requirements: Readonly<Record<RunRequirementName, RunRequirement>>;
  readonly colour: boolean;
  /** Why the evidence is stale; empty when it is not. */
  readonly stale: readonly string[];
}

/** Who a cell's container runs as, in words. */
export const identityWords: Readonly<Record<IdentityName, string>> = {
  'image-user': "the image's own user (podman keep-id)",
  root: 'root inside (rootless podman)',
  'host-user': "the host's uid and home (apptainer)",
  'high-uid': 'a high uid with a group (GPU cluster)',
};

const observers: Readonly<Record<NetworkObserver, string>> = {
  sink: 'every name looked up and every address tried was recorded',
  names: 'names looked up were recorded, addresses were not',
  log: "nothing could watch the network; only the program's own output was read",
};

const verdictWords: Readonly<Record<CellVerdict, string>> = { pass: 'pass', fail: 'FAIL', notApplicable: 'n/a ', unknown: '?   ' };

/** A rehearsal for people: the image, each run with what was seen, each broken requirement with what to change. */
export function printRehearsal(evidence: RehearsalEvidence, knowledge: Knowledge): string {
  const colours = createColors(knowledge.colour);
  const paint: Readonly<Record<CellVerdict, (text: string) => string>> = { pass: colours.green, fail: colours.red, notApplicable: colours.dim, unknown: colours.yellow };
  const { image, engine } = evidence;
  const lines = [
    `Rehearsal of ${colours.bold(image.reference)} on ${evidence.date.slice(0, 16).replace('T', ' ')} UTC`,
    ...knowledge.stale.map((reason) => colours.yellow(`STALE: ${reason}. Run it again: tre-container rehearse`)),
    `Image ${image.id.slice(0, 19)}, ${printSize(image.size)}; run with ${engine.name} ${engine.version}${engine.builder === undefined ? '' : `, built by ${engine.builder}`}`,
    `Largest layers: ${image.largestLayers.map(({ size, madeBy }) => `${printSize(size)} ${colours.dim(madeBy.slice(0, 60))}`).join('; ')}`,
    '',
    ...evidence.findings.flatMap((finding) => printFinding(finding, knowledge, colours, '  ')),
    ...evidence.cells.flatMap((cell) => [
      `  ${paint[cell.verdict](verdictWords[cell.verdict])}  ${cell.id.padEnd(22)} ${describeCell(cell)}`,
      ...(cell.reason === undefined ? [] : [`        ${colours.dim(cell.reason)}`]),
      ...printSeen(cell).map((line) => `        ${colours.dim(line)}`),
      ...cell.findings.flatMap((finding) => printFinding(finding, knowledge, colours, '        ')),
    ]),
    '',
    ...printNetwork(evidence),
    countVerdicts(evidence.cells),
  ];
  return `${lines.join('\n')}\n`;
}

/** The cells that would be run, for a dry run. */
export function printPlan(cells: readonly Cell[], colour: boolean): string {
  const { dim } = createColors(colour);
  const lines = cells.map((cell) => `  ${cell.id.padEnd(22)} ${cell.notApplicable === undefined ? nameCell(cell) : dim(`not applicable: ${cell.notApplicable}`)}`);
  return `${['These cells would be run:', ...lines].join('\n')}\n`;
}

function nameCell({ id, identity, data }: Pick<Cell, 'id' | 'identity' | 'data'>): string {
  return id === 'writes' ? `what it writes where, as ${identityWords[identity]}` : `${identityWords[identity]}, /safe_data ${data}`;
}

function describeCell(cell: EvidenceCell): string {
  return cell.observation === undefined ? nameCell(cell) : `${nameCell(cell)}: ${cell.observation.seconds} s`;
}

function printSeen({ observation }: EvidenceCell): readonly string[] {
  if (observation === undefined) return [];
  const files = observation.outputs.filter(({ type }) => type === 'file').map(({ path, size, rows }) => `${path} (${printSize(size)}${rows === undefined ? '' : `, ${rows} row${rows === 1 ? '' : 's'}`})`);
  const { server } = observation;
  return [
    ...(observation.user === undefined ? [] : [observation.user]),
    ...(files.length === 0 ? [] : [`left ${files.slice(0, 8).join(', ')}${files.length > 8 ? ` and ${files.length - 8} more` : ''}`]),
    ...(server?.answeredAfter === undefined ? [] : [`answered after ${server.answeredAfter} s (${server.answer ?? 'no answer without a credential could be read'})${server.stoppedAfter === undefined ? '' : `; ended ${server.stoppedAfter} s after SIGTERM`}`]),
  ];
}

function printFinding(finding: RunFinding, { requirements }: Knowledge, colours: ReturnType<typeof createColors>, indent: string): readonly string[] {
  const { force, summary, source } = requirements[finding.requirement];
  const paint = finding.level === 'failure' ? colours.red : colours.yellow;
  return [
    `${indent}${paint(finding.level === 'failure' ? 'x' : '!')} ${finding.message}`,
    `${indent}  ${colours.dim(`Broken (${force}): ${summary}. ${source.document}, "${source.heading}"`)}`,
    `${indent}  To fix: ${finding.fix}`,
  ];
}

function printNetwork({ cells }: RehearsalEvidence): readonly string[] {
  const used = [...new Set(cells.flatMap(({ observation }) => observation?.network ?? []))];
  return used.map((observer) => `Network: ${observers[observer]}.`);
}

function countVerdicts(cells: readonly EvidenceCell[]): string {
  const count = (verdict: CellVerdict): number => cells.filter((cell) => cell.verdict === verdict).length;
  return `${count('pass')} passed, ${count('fail')} failed, ${count('unknown')} unknown, ${count('notApplicable')} not applicable`;
}

/** Bytes in the largest unit that leaves at least one: `412 MB`. */
function printSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  return `${size < 10 && power > 0 ? size.toFixed(1) : Math.round(size)} ${units[power]}`;
}
