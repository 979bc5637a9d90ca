import type {
  Acceptance,
  AssessedFinding,
  AssessedImage,
  Assessment,
  AssessmentCounts,
  Origin,
} from '../../model/handover/assessment.ts';
import { type ScanReport, type ScannedFinding, severities } from '../../model/handover/scan-report.ts';
import { prepareWords } from './describe-finding.ts';
import { judgeComparison } from './judge-comparison.ts';
import { pairFindings } from './pair-findings.ts';
import { type SelectedAcceptance, selectAcceptances } from './select-acceptance.ts';

/** What an assessment is made from. */
export interface AssessmentSources {
  readonly image: ScanReport;
  readonly base?: ScanReport;
  /** What else speaks against comparing them, which the reports alone do not show. */
  readonly doubts?: readonly string[];
  /** Between the two reports; absent where one does not say when it was made. */
  readonly hoursApart?: number;
  readonly acceptances: readonly Acceptance[];
  /** ISO 8601 date. */
  readonly today: string;
  /** Ids of vulnerabilities that are known to be exploited; absent where no list was given. */
  readonly exploited?: ReadonlySet<string>;
}

const unknown: AssessmentCounts = { added: null, inherited: null, fixed: null };

/**
 * Says of every vulnerability of an image whether it came with the base, was added or is fixed, and in one line whether the image is
 * worse than its base. What could not be compared is not known: never "none".
 */
export function assess(sources: AssessmentSources): Assessment {
  const { image, base } = sources;
  const words = prepareWords(image, base);
  const acceptanceOf = selectAcceptances(sources.acceptances, sources.today);
  const describe = (finding: ScannedFinding, origin: Origin, sentence: string): AssessedFinding =>
    describeFinding(
      finding,
      { origin, sentence, layer: words.layerOf(finding), acceptance: origin === 'fixed' ? {} : acceptanceOf(finding) },
      sources.exploited,
    );
  const { obstacles, gaps } =
    base === undefined
      ? { obstacles: ['the base was not scanned (--base-report)'], gaps: [] }
      : judgeComparison(image, base, sources);
  const notes = describeImages(sources);
  const images = { image: describeImage(image), ...(base === undefined ? {} : { base: describeImage(base) }) };
  if (base === undefined || obstacles.length > 0) {
    const findings = image.findings
      .map((finding) => describe(finding, 'notKnown', words.notKnown(finding)))
      .toSorted(byWeight);
    return {
      verdict: 'notKnown',
      line: `not known whether it is worse than the base: ${obstacles[0] ?? ''}`,
      notes: [...obstacles.slice(1), ...notes],
      counts: unknown,
      ...images,
      findings,
    };
  }
  const { added, inherited, fixed, contradicted } = pairFindings(image, base);
  const findings = [
    ...added.map((finding) =>
      describe(finding, 'added', contradicted.has(finding) ? words.contradicted(finding) : words.added(finding)),
    ),
    ...inherited.map((pair) => describe(pair.image, 'inherited', words.inherited(pair.image, pair.base))),
    ...fixed.map((finding) => describe(finding, 'fixed', words.fixed(finding))),
  ].toSorted(byWeight);
  const counts = { added: added.length, inherited: inherited.length, fixed: fixed.length };
  return { ...judge(image, findings, counts, gaps), notes: [...gaps, ...notes], counts, ...images, findings };
}

function judge(
  image: ScanReport,
  findings: readonly AssessedFinding[],
  counts: { readonly added: number; readonly inherited: number; readonly fixed: number },
  gaps: readonly string[],
): Pick<Assessment, 'verdict' | 'line'> {
  const accepted = findings.filter((finding) => finding.origin === 'added' && finding.accepted).length;
  const rest = `${String(counts.fixed)} fixed, ${String(counts.inherited)} inherited`;
  const open = findings.filter((finding) => finding.origin === 'added' && !finding.accepted);
  const numbers = `${String(counts.added)} added${accepted > 0 ? ` (${String(accepted)} of them accepted)` : ''}, ${rest}`;
  if (open.length > 0) return { verdict: 'worse', line: `worse than the base: ${numbers}; ${describeWorst(open)}` };
  if (gaps.length > 0)
    return { verdict: 'notKnown', line: `not known whether it is worse than the base: ${gaps[0] ?? ''}` };
  const unseen = image.system.family === '' ? '; packages of the system were not looked at' : '';
  return { verdict: 'noWorse', line: `no worse than the base: ${numbers}${unseen}` };
}

/** The worst of what was added, by name. */
function describeWorst(open: readonly AssessedFinding[]): string {
  const exploited = open.filter(({ knownExploited }) => knownExploited === true);
  const [worst] = exploited.length > 0 ? exploited : open;
  if (worst === undefined) return '';
  const how = worst.knownExploited === true ? ', known to be exploited' : '';
  return `the worst is ${worst.id} in ${worst.package} (${worst.severity.toLowerCase()}${how})`;
}

interface Description {
  readonly origin: Origin;
  readonly sentence: string;
  readonly layer: string | undefined;
  readonly acceptance: SelectedAcceptance;
}

function describeFinding(
  finding: ScannedFinding,
  { origin, sentence, layer, acceptance: { current, notHeld } }: Description,
  exploited: ReadonlySet<string> | undefined,
): AssessedFinding {
  const acceptance = current;
  // Whoever wrote the file that hides it, a person's acceptance is what was given here.
  const hidden =
    finding.leftOut === undefined || current !== undefined || origin === 'fixed'
      ? ''
      : ` The report leaves it out${finding.leftOut === '' ? '' : ` (${finding.leftOut})`}, which accepts nothing: that is said by --vex.`;
  return {
    id: finding.id,
    package: finding.name,
    installedVersion: finding.version,
    packageType: finding.type,
    origin,
    severity: finding.severity,
    fixedVersion: finding.fixedVersion,
    knownExploited: exploited === undefined ? null : exploited.has(finding.id),
    accepted: acceptance !== undefined && origin !== 'fixed',
    ...(acceptance === undefined || origin === 'fixed'
      ? {}
      : {
          acceptance: { reason: acceptance.reason, by: acceptance.by, date: acceptance.date, until: acceptance.until },
        }),
    ...(layer === undefined || origin === 'fixed' ? {} : { layer }),
    sentence: `${sentence}${notHeld === undefined ? '' : ` ${notHeld}`}${hidden}`,
  };
}

const origins: readonly Origin[] = ['added', 'notKnown', 'inherited', 'fixed'];

/** Added ones first; in each group the exploited, then the severe. */
function byWeight(a: AssessedFinding, b: AssessedFinding): number {
  return (
    origins.indexOf(a.origin) - origins.indexOf(b.origin) ||
    Number(b.knownExploited === true) - Number(a.knownExploited === true) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
    (a.package < b.package ? -1 : a.package > b.package ? 1 : 0)
  );
}

function describeImages({ image, exploited }: AssessmentSources): readonly string[] {
  return [
    ...(image.system.ended
      ? [
          `${image.system.family} ${image.system.name} no longer gets security fixes, so that the scanner's list of its packages is not complete`,
        ]
      : []),
    ...(image.system.family === ''
      ? ['the scanner knows no system in the image, so that packages of the system were not looked at']
      : []),
    ...(exploited === undefined ? ['whether one is known to be exploited was not looked up (--kev)'] : []),
  ];
}

function describeImage(report: ScanReport): AssessedImage {
  return {
    name: report.artifact,
    id: report.imageId,
    scanner: report.scanner === '' ? 'Trivy' : `Trivy ${report.scanner}`,
    scannedAt: report.createdAt,
  };
}
