import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { provenQuestions } from '../../catalog/rehearsal/proven-questions.ts';
import { buildSummary, ownLabel } from '../../engine/handover/build-summary.ts';
import { compareBundles } from '../../engine/handover/compare-bundles.ts';
import { type HandoverParts, judgeHandover } from '../../engine/handover/judge-handover.ts';
import { type BundleProofs, proveByBundle } from '../../engine/handover/prove-by-bundle.ts';
import { findMissing, readAnswers } from '../../engine/handover/read-answers.ts';
import { judgeProof } from '../../engine/rehearsal/proof/judge-proof.ts';
import { readEvidence } from '../../parse/records/read-evidence.ts';
import { hoursAfter } from '../../io/handover/hours-apart.ts';
import { readPlainFile } from '../../io/project/read-limited-file.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { ScanTimes } from '../../engine/handover/judge-times.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { bundleNames } from '../../model/handover/bundle.ts';
import type { ScannedPackage, ScanReport } from '../../model/handover/scan-report.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import { parseOpenVex } from '../../parse/handover/open-vex.ts';
import { plainAddress, type SoftwareList } from '../../parse/handover/software-list.ts';
import { formatSummaryMarkdown } from '../../report/handover/summary-markdown.ts';
import { formatSummaryJson } from '../../report/handover/summary-json.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { compareReports } from './compare-reports.ts';
import { describeFacts } from './describe-facts.ts';
import { placeFrom } from '../../model/project/placed-path.ts';
import { readBundle } from './read-bundle.ts';
import { refuseLinkedFile, refuseLinks } from './refuse-links.ts';
import { type PackFlags, readPackFlags } from './read-pack-flags.ts';
import { type HandoverProject, readHandoverProject } from './read-handover-project.ts';
import { type HandoverReports, mostBytes, readHandoverReports } from './read-handover-reports.ts';
import type { packDefinition } from './pack-definition.ts';
import { writeHandover, type WrittenBundle } from './write-handover.ts';

/** A bundle that was packed. */
interface Packed {
  readonly summary: HandoverSummary;
  readonly bundle: WrittenBundle;
}

/** Packs what Governance decides on. Throws a UserError that names everything that is missing, stale or of another image, unless a draft is asked for. */
export const packCommand: CommandCode<typeof packDefinition, Packed> = {
  run: async (invocation, environment) => {
    const [folder] = chooseTargets(invocation.targets, environment, 'projects');
    const flags = readPackFlags(invocation, folder);
    const project = await readHandoverProject(folder, environment);
    refuseLinks(project.root, flags);
    const reports = await readHandoverReports(flags.reports, flags.image, environment);
    const evidence =
      project.evidence === undefined ? undefined : (readEvidence(project.evidence) ?? ('unreadable' as const));
    const now = isoTime(environment.now());
    const problems = judgeHandover(describeParts(flags, { project, reports, evidence, now }));
    const [first, ...rest] = problems.map((problem) => placeProblem(problem, folder));
    if (first !== undefined && !flags.isDraft)
      throw new UserError(first, ...rest, {
        what: 'nothing was packed',
        fix: 'settle these, or pack a draft that names them: --draft',
      });
    const vex = flags.vex === undefined ? undefined : readAcceptances(flags.vex, environment);
    const { baseReference: base } = project;
    const assessment = await compareReports(reports, { vex, flags, base, today: now.slice(0, 10) }, environment);
    const seen = {
      now,
      problems,
      assessment,
      ...(evidence === undefined || evidence === 'unreadable' ? {} : { evidence }),
    };
    const summary = await summarise(flags, { project, reports, ...seen }, environment);
    const contents = { project, reports, assessment, vex, image: flags.image };
    return { summary, bundle: await writeHandover(summary, contents, flags, environment) };
  },
  print: ({ summary, bundle: { name, page, files, digest } }, { flags }, { terminal }) => {
    // As `verify` counts them, which reads the rest of the sums.
    tellNote(
      `Packed ${String(files - 1)} files and ${bundleNames.sums} in ${name}${summary.isDraft ? ' (a draft, not for a decision)' : ''}`,
      {
        terminal,
      },
    );
    tellNote(`Digest of ${bundleNames.sums}, to be told by another way than the bundle: ${digest}`, { terminal });
    const form = flags['json'] === true ? 'json' : flags['format'];
    if (form === 'json') terminal.out(formatSummaryJson(summary));
    else terminal.out(form === 'markdown' ? formatSummaryMarkdown(summary) : `${page}\n`);
    return { exitCode: 0 };
  },
};

/** The text of the file with acceptances, which goes into the bundle: nothing else may get there by its name. */
function readAcceptances(file: string, environment: Environment): string {
  refuseLinkedFile(environment.cwd, file);
  const text = new TextDecoder().decode(readPlainFile(environment.cwd, file, mostBytes));
  parseOpenVex(text, file);
  return text;
}

/** A problem with the project's own files, and the commands on it, named from where the command was typed. */
function placeProblem(problem: Problem, folder: string): Problem {
  const { where = '' } = problem;
  const isOwn = /^(?:rehearsal|models)\/[\w.-]+$|^CHECKLIST\.md$/.test(where);
  const { fix } = problem;
  return {
    ...problem,
    ...(isOwn ? { where: placeFrom(folder, where) } : {}),
    ...(fix === undefined ? {} : { fix: nameFolder(fix, folder) }),
  };
}

function describeParts(
  flags: PackFlags,
  {
    project,
    reports,
    evidence,
    now,
  }: Pick<Seen, 'project' | 'reports' | 'now'> & { readonly evidence: RehearsalEvidence | 'unreadable' | undefined },
): HandoverParts {
  const { report, baseReport, archived, software, pushed } = reports;
  return {
    reports: flags.reports,
    ...(report === undefined ? {} : { report, times: timesOf(report, now) }),
    ...(baseReport === undefined ? {} : { baseReport, baseTimes: timesOf(baseReport, now) }),
    baseReference: project.baseReference,
    ...(archived === undefined ? {} : { archived }),
    ...(software === undefined ? {} : { softwareImage: software.list.imageId }),
    ...(pushed === undefined ? {} : { pushed: pushed.config }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(project.standing === undefined ? {} : { standing: project.standing }),
    ...(project.checklist === undefined ? {} : { checklist: project.checklist }),
    missingRows: findMissing(project.checklist ?? '', governanceQuestions).map(({ number }) => number),
    isCurrent: project.isCurrent,
    unfetched: project.unfetched,
    isTagged: flags.tag !== undefined,
  };
}

function timesOf({ createdAt, imageCreatedAt }: ScanReport, now: string): ScanTimes {
  const [afterImage, beforePacking] = [hoursAfter(imageCreatedAt, createdAt), hoursAfter(createdAt, now)];
  return {
    ...(afterImage === undefined ? {} : { afterImage }),
    ...(beforePacking === undefined ? {} : { beforePacking }),
  };
}

interface Seen {
  readonly project: HandoverProject;
  readonly reports: HandoverReports;
  readonly now: string;
  readonly problems: readonly Problem[];
  readonly assessment: Assessment | undefined;
  readonly evidence?: RehearsalEvidence;
}

async function summarise(
  flags: PackFlags,
  { project, reports, now, problems, assessment, evidence }: Seen,
  environment: Environment,
): Promise<HandoverSummary> {
  const { report, baseReport, pushed } = reports;
  const shown = proveByBundle(governanceQuestions, collectProofs(flags, { reports, assessment }));
  const entries = new Map([...project.entries, ...shown]);
  const answers = readAnswers(project.checklist ?? '', governanceQuestions, entries, flags.run);
  const built = {
    version: environment.version,
    packedAt: now,
    isDraft: flags.isDraft && problems.length > 0,
    open: problems.map(({ what, where }) => (where === undefined ? what : `${what} (${where})`)),
    project: project.about,
    tag: flags.tag ?? (report?.imageId.replace('sha256:', '').slice(0, 12) || 'untagged'),
    imageName: project.imageName,
    ...(pushed === undefined ? {} : { manifestDigest: pushed.digest }),
    ...(flags.image === undefined ? {} : { archive: bundleNames.image }),
    run: flags.run,
    ...(report === undefined ? {} : { report }),
    ...(baseReport === undefined ? {} : { baseReport }),
    baseReference: project.baseReference,
    ...(evidence === undefined ? {} : { evidence, proof: judgeProof(evidence, provenQuestions) }),
    assessment,
    answers,
    accepted: project.accepted,
    models: project.models,
    facts: describeFacts(project, reports, assessment),
  };
  const summary = buildSummary(built);
  if (flags.previous === undefined) return summary;
  const { summary: older } = await readBundle(flags.previous, environment);
  return buildSummary({
    ...built,
    previous: compareBundles(older, summary),
    previousAnswers: older.answers.length,
  });
}

function plain(digest: string | undefined): string {
  return digest?.replace(/^sha256:/, '') ?? '';
}

function collectProofs(flags: PackFlags, { reports, assessment }: Pick<Seen, 'reports' | 'assessment'>): BundleProofs {
  const { report, pushed, software } = reports;
  const isOf = (digest: string | undefined): boolean =>
    plain(digest) !== '' && plain(digest) === plain(report?.imageId);
  return {
    ...(software !== undefined && isOf(software.list.imageId)
      ? { software: describeList(software.list, report?.packages ?? []) }
      : {}),
    ...(report === undefined ? {} : { secrets: report.secrets }),
    assessment,
    run: flags.run,
    source: ownLabel(reports, 'source'),
    revision: ownLabel(reports, 'revision'),
    manifestDigest: isOf(pushed?.config) ? (pushed?.digest ?? '') : '',
  };
}

/** A list of contents, counted, and beside what the scan of the same image lists. */
function describeList(list: SoftwareList, scanned: readonly ScannedPackage[]): NonNullable<BundleProofs['software']> {
  const listed = new Set(list.addresses);
  const lacking = scanned.filter(({ purl }) => purl !== '' && !listed.has(plainAddress(purl)));
  return { ...list, packages: list.packages.length, lacking: lacking.length };
}
