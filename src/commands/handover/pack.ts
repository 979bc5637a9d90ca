import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { buildSummary, ownLabel } from '../../engine/handover/build-summary.ts';
import { compareBundles } from '../../engine/handover/compare-bundles.ts';
import { type HandoverParts, judgeHandover } from '../../engine/handover/judge-handover.ts';
import { proveByBundle } from '../../engine/handover/prove-by-bundle.ts';
import { findMissing, readAnswers } from '../../engine/handover/read-answers.ts';
import { readEvidence } from '../../engine/rehearsal/read-evidence.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { bundleNames } from '../../model/handover/bundle.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import { parseOpenVex } from '../../parse/handover/open-vex.ts';
import { formatSummaryMarkdown } from '../../report/handover/summary-markdown.ts';
import { formatSummaryJson } from '../../report/handover/summary-json.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { compareReports, readText } from './compare-reports.ts';
import { describeFacts } from './describe-facts.ts';
import { placeFrom } from '../../model/project/placed-path.ts';
import { readBundle } from './read-bundle.ts';
import { refuseLinkedFile, refuseLinks } from './refuse-links.ts';
import { type HandoverProject, readHandoverProject } from './read-handover-project.ts';
import { type HandoverReports, readHandoverReports } from './read-handover-reports.ts';
import type { packDefinition, PackInvocation } from './pack-definition.ts';
import { writeHandover, type WrittenBundle } from './write-handover.ts';

const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** A bundle that was packed. */
interface Packed {
  readonly summary: HandoverSummary;
  readonly bundle: WrittenBundle;
}

/** Packs what Governance decides on. Throws a UserError that names everything that is missing, stale or of another image, unless a draft is asked for. */
export const packCommand: CommandCode<typeof packDefinition, Packed> = {
  run: async (invocation, environment) => {
    const [folder] = chooseTargets(invocation.targets, environment, 'projects');
    const flags = readFlags(invocation, folder);
    const project = await readHandoverProject(folder, environment);
    refuseLinks(project.root, flags);
    const reports = await readHandoverReports(flags.reports, flags.image, environment);
    const evidence =
      project.evidence === undefined ? undefined : (readEvidence(project.evidence) ?? ('unreadable' as const));
    const problems = judgeHandover(describeParts(flags, project, reports, evidence));
    const [first, ...rest] = problems.map((problem) => placeProblem(problem, folder));
    if (first !== undefined && !flags.isDraft)
      throw new UserError(first, ...rest, {
        what: 'nothing was packed',
        fix: 'settle these, or pack a draft that names them: --draft',
      });
    const now = isoTime(environment.now());
    const vex = flags.vex === undefined ? undefined : await readAcceptances(flags.vex, environment);
    const assessment = await compareReports(reports, { vex, flags, today: now.slice(0, 10) }, environment);
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
    terminal.err(
      `Packed ${String(files)} files in ${name}${summary.isDraft ? ' (a draft, not for a decision)' : ''}\n`,
    );
    terminal.err(`Digest of ${bundleNames.sums}, to be told by another way than the bundle: ${digest}\n`);
    const form = flags['json'] === true ? 'json' : flags['format'];
    if (form === 'json') terminal.out(formatSummaryJson(summary));
    else terminal.out(form === 'markdown' ? formatSummaryMarkdown(summary) : `${page}\n`);
    return { exitCode: 0 };
  },
};

/** The text of the file with acceptances, which goes into the bundle: nothing else may get there by its name. */
async function readAcceptances(file: string, environment: Environment): Promise<string> {
  refuseLinkedFile(environment.cwd, file);
  const text = await readText(file, environment);
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
  flags: Flags,
  project: HandoverProject,
  reports: HandoverReports,
  evidence: RehearsalEvidence | 'unreadable' | undefined,
): HandoverParts {
  const { report, baseReport, archived, software, pushed } = reports;
  return {
    reports: flags.reports,
    ...(report === undefined ? {} : { report }),
    ...(baseReport === undefined ? {} : { baseReport }),
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

interface Seen {
  readonly project: HandoverProject;
  readonly reports: HandoverReports;
  readonly now: string;
  readonly problems: readonly Problem[];
  readonly assessment: Assessment | undefined;
  readonly evidence?: RehearsalEvidence;
}

async function summarise(
  flags: Flags,
  { project, reports, now, problems, assessment, evidence }: Seen,
  environment: Environment,
): Promise<HandoverSummary> {
  const { report, baseReport, pushed, software } = reports;
  const isOf = (digest: string | undefined): boolean =>
    plain(digest) !== '' && plain(digest) === plain(report?.imageId);
  const shown = proveByBundle(governanceQuestions, {
    ...(software !== undefined && isOf(software.list.imageId)
      ? { software: { ...software.list, packages: software.list.packages.length } }
      : {}),
    assessment,
    run: flags.run,
    source: ownLabel(reports, 'source'),
    revision: ownLabel(reports, 'revision'),
    manifestDigest: isOf(pushed?.config) ? (pushed?.digest ?? '') : '',
  });
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
    ...(evidence === undefined ? {} : { evidence }),
    assessment,
    answers,
    accepted: project.accepted,
    models: project.models,
    facts: describeFacts(project, reports, assessment),
  };
  const summary = buildSummary(built);
  if (flags.previous === undefined) return summary;
  return buildSummary({
    ...built,
    previous: compareBundles((await readBundle(flags.previous, environment)).summary, summary),
  });
}

function plain(digest: string | undefined): string {
  return digest?.replace(/^sha256:/, '') ?? '';
}

interface Flags {
  readonly tag: string | undefined;
  readonly reports: string;
  readonly vex: string | undefined;
  readonly kev: string | undefined;
  /** A file with the image itself. */
  readonly image: string | undefined;
  /** Address of the pipeline's run; empty where none was given. */
  readonly run: string;
  readonly previous: string | undefined;
  readonly output: string;
  /** Nobody named it, nor where the reports are. */
  readonly isOwnOutput: boolean;
  readonly isOwnReports: boolean;
  readonly isDraft: boolean;
  readonly isArchive: boolean;
}

function readFlags({ flags }: PackInvocation, folder: string): Flags {
  const within = (name: string): string => (folder === '.' ? name : `${folder}/${name}`);
  const tag = flags['tag'];
  if (tag !== undefined && !tagPattern.test(tag))
    throw new UserError({
      what: `"${tag}" is no tag of an image`,
      where: '--tag',
      fix: 'letters, digits, dots, hyphens and underscores, e.g. --tag 1.0',
    });
  return {
    reports: flags['reports'] ?? within('reports'),
    output: flags['output'] ?? within('handover'),
    isOwnOutput: flags['output'] === undefined,
    isOwnReports: flags['reports'] === undefined,
    isDraft: flags['draft'] === true,
    isArchive: flags['archive'] === true,
    tag,
    vex: flags['vex'],
    kev: flags['kev'],
    image: flags['image-archive'],
    run: readRun(flags['run']),
    previous: flags['previous'],
  };
}

function readRun(page: string | undefined): string {
  if (page !== undefined && !/^https?:\/\/[\w.-]+(?::\d+)?\/[\w./%~+@:-]*$/.test(page))
    throw new UserError({
      what: `"${page}" is no address of a pipeline's run`,
      where: '--run',
      fix: 'give the address of its page, beginning with http',
    });
  return page ?? '';
}
