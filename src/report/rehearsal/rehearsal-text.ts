import { createColors } from 'picocolors';
import type { EvidenceCell, RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type {
  CellVerdict,
  NetworkObserver,
  RunFinding,
  RunRequirement,
  RunRequirementName,
} from '../../model/rehearsal/rehearsal.ts';
import { nameCell } from './cell-words.ts';
import { inert } from '../../model/text/inert.ts';
import { printSeen } from './observation-lines.ts';
import { printSize } from '../../shared/print-size.ts';

interface Knowledge {
  readonly requirements: Readonly<Record<RunRequirementName, RunRequirement>>;
  readonly colour: boolean;
  /** Why the evidence is stale; empty when it is not. */
  readonly stale: readonly string[];
  /** Why it does not prove something, whatever its verdict. */
  readonly doubts: readonly string[];
  /** What nobody did in it, and what was not seen therefore. */
  readonly unused: readonly string[];
  /** The command that rehearses it again, as it is typed from here. */
  readonly again?: string;
}

type Colours = ReturnType<typeof createColors>;

/** A finding with the cells that have it; none for the image itself. */
interface Broken {
  readonly finding: RunFinding;
  readonly cells: string[];
}

const observers: Readonly<Record<NetworkObserver, string>> = {
  sink: 'every name looked up and every address tried was recorded',
  image:
    'every name looked up and every address tried was recorded, but by a program of an image that was not checked, which may leave out what it likes',
  names: 'names looked up were recorded, addresses were not',
  counts: 'the kernel counted what had no way to go; names and addresses were not recorded',
  log: "nothing could watch the network; only the program's own output was read",
};

const verdictWords: Readonly<Record<CellVerdict, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  notApplicable: 'n/a ',
  unknown: '?   ',
};

/** A rehearsal for people: the image, each run with what was seen, then each broken requirement once, with what to change. */
export function printRehearsal(given: RehearsalEvidence, knowledge: Knowledge): string {
  const evidence = makeInert(given);
  const colours = createColors(knowledge.colour);
  const broken = collectFindings(evidence);
  const lines = [
    ...printHead(evidence, knowledge, colours),
    '',
    ...evidence.cells.flatMap((cell) => printCell(cell, broken, colours)),
    '',
    ...broken.flatMap((each, index) => printBroken(each, index + 1, knowledge, colours)),
    ...printNetwork(evidence),
    ...(evidence.cells.some(({ observation }) => observation?.log !== undefined)
      ? ['The end of what a run printed that did not pass: rehearsal/evidence.json, cells, observation.log']
      : []),
    countVerdicts(evidence),
    ...knowledge.unused.map((each) => colours.yellow(`Not seen: ${each}`)),
    ...(evidence.verdict === 'pass' ? knowledge.doubts : []).map((doubt) =>
      colours.yellow(inert(`Not proved by it: ${doubt}`)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function printHead(
  { image, engine, base, date, verdict, notApplied = [] }: RehearsalEvidence,
  { stale, again = 'tre-container rehearse' }: Knowledge,
  colours: Colours,
): readonly string[] {
  const sizes = image.largestLayers.map(({ size }) => printSize(size));
  const width = Math.max(0, ...sizes.map((size) => size.length));
  return [
    `Rehearsal of ${colours.bold(image.reference)}, ${date.slice(0, 16).replace('T', ' ')} UTC: ${{ pass: colours.green('passed'), fail: colours.red('FAILED'), unknown: colours.yellow('not all of it could be judged') }[verdict]}`,
    ...stale.map((reason) => colours.yellow(`STALE: ${reason}. Run it again: ${again}`)),
    ...(base === undefined
      ? []
      : [
          `  base    ${base.reference}${base.digest === undefined ? ', without a digest' : `@${base.digest.slice(0, 19)}...`}`,
        ]),
    `  image   ${image.id.slice(0, 19)}..., ${printSize(image.size)}${engine.builder === undefined ? '' : `, built by ${engine.builder}`}; run with ${engine.name} ${engine.version}`,
    ...(engine.unlimited === undefined
      ? []
      : [colours.yellow(`  ${engine.name} could not limit ${engine.unlimited.join(', ')} here`)]),
    ...(notApplied.length === 0
      ? []
      : [colours.yellow(`  not applied here, of the files of ces/: ${notApplied.join(', ')}`)]),
    ...image.largestLayers.map(
      ({ madeBy }, index) =>
        `  ${index === 0 ? 'layers' : '      '}  ${(sizes[index] ?? '').padStart(width)}  ${colours.dim(shortenCommand(madeBy))}`,
    ),
  ];
}

function printCell(cell: EvidenceCell, broken: readonly Broken[], colours: Colours): readonly string[] {
  const paint: Readonly<Record<CellVerdict, (text: string) => string>> = {
    pass: colours.green,
    fail: colours.red,
    notApplicable: colours.dim,
    unknown: colours.yellow,
  };
  const numbers = broken.flatMap(({ cells }, index) => (cells.includes(cell.id) ? [index + 1] : []));
  return [
    `  ${paint[cell.verdict](verdictWords[cell.verdict])}  ${cell.id.padEnd(22)} ${nameCell(cell)}`,
    ...(cell.reason === undefined ? [] : [`        ${colours.dim(cell.reason)}`]),
    ...printSeen(cell).map((line) => `        ${colours.dim(line)}`),
    ...(numbers.length === 0
      ? []
      : [`        ${(cell.verdict === 'fail' ? colours.red : colours.yellow)(`see ${numbers.join(', ')} below`)}`]),
  ];
}

function printBroken(
  { finding, cells }: Broken,
  number: number,
  { requirements }: Knowledge,
  colours: Colours,
): readonly string[] {
  const { force, summary, source } = requirements[finding.requirement];
  const failure = finding.level === 'failure';
  return [
    `${(failure ? colours.red : colours.yellow)(`${String(number)}. ${failure ? '' : 'Warning: '}`)}${finding.message}`,
    `   To fix: ${finding.fix}`,
    `   ${colours.dim(`Broken (${force}): ${summary}. ${source.document}, "${source.heading}"`)}`,
    ...(cells.length === 0 ? [] : [`   ${colours.dim(`In: ${cells.join(', ')}`)}`]),
    '',
  ];
}

/** Failures first, each message once. */
function collectFindings(evidence: RehearsalEvidence): readonly Broken[] {
  const found = new Map<string, Broken>();
  for (const { id, findings } of [{ id: undefined, findings: evidence.findings }, ...evidence.cells]) {
    for (const finding of findings) {
      const key = `${finding.requirement} ${finding.message}`;
      const known = found.get(key) ?? { finding, cells: [] };
      found.set(key, known);
      if (id !== undefined) known.cells.push(id);
    }
  }
  const all = [...found.values()];
  return [
    ...all.filter(({ finding }) => finding.level === 'failure'),
    ...all.filter(({ finding }) => finding.level === 'warning'),
  ];
}

function printNetwork({ cells }: RehearsalEvidence): readonly string[] {
  const seen = cells
    .filter(({ network, observation }) => network !== 'none' && observation?.startError === undefined)
    .flatMap(({ observation }) => observation ?? []);
  const used = [...new Set(seen.map(({ network }) => network))];
  const blind = used.includes('log') || used.includes('counts');
  return [
    ...used.map((observer) => `Network: ${observers[observer]}.`),
    ...(blind
      ? [
          'To have them recorded, the engine needs an image with Perl, as every image of Debian and Ubuntu has it; where it has one, the record broke off: the program sent more than could be read.',
        ]
      : []),
  ];
}

function countVerdicts({ cells }: RehearsalEvidence): string {
  const count = (verdict: CellVerdict): number => cells.filter((cell) => cell.verdict === verdict).length;
  return `${count('pass')} passed, ${count('fail')} failed, ${count('unknown')} unknown, ${count('notApplicable')} not applicable`;
}

/** The instruction of a layer, as near to the Dockerfile's words as the engine keeps them. */
function shortenCommand(madeBy: string): string {
  const words = madeBy
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/^(?:RUN )?\/bin\/sh -c /, 'RUN ')
    .replaceAll(/\b(file|multi|dir):[0-9a-f]{40,}/g, '$1')
    .replace(/ # buildkit$/, '');
  return words.length <= 72 ? words : `${words.slice(0, 69)}...`;
}

/** What a program printed, and how files are named, is shown and never obeyed by the terminal. */
function makeInert(evidence: RehearsalEvidence): RehearsalEvidence {
  return JSON.parse(JSON.stringify(evidence), (_, value: unknown) =>
    typeof value === 'string' ? inert(value) : value,
  ) as RehearsalEvidence;
}
