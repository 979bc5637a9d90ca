import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { buildSummary } from '../../engine/handover/build-summary.ts';
import { compareBundles } from '../../engine/handover/compare-bundles.ts';
import { type HandoverParts, judgeHandover } from '../../engine/handover/judge-handover.ts';
import { readAnswers } from '../../engine/handover/read-answers.ts';
import { renderPage } from '../../engine/handover/render-page.ts';
import { readEvidence } from '../../engine/rehearsal/read-evidence.ts';
import { hashFile } from '../../io/handover/hash-files.ts';
import { type BundlePart, writeBundle } from '../../io/handover/write-bundle.ts';
import { hashText } from '../../io/project/hash-text.ts';
import { kindOfPath } from '../../io/project/kind-of-path.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import type { Environment, Run } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { bundleNames } from '../../model/handover/bundle.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { formatAssessmentJson } from '../../report/handover/assessment-json.ts';
import { formatDigests } from '../../report/handover/digests-text.ts';
import { formatSummaryMarkdown } from '../../report/handover/summary-markdown.ts';
import { formatSummaryJson } from '../../report/handover/summary-json.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { compareReports, readText } from './compare-reports.ts';
import { describeFacts } from './describe-facts.ts';
import { placeIn, readBundle } from './read-bundle.ts';
import { type HandoverProject, readHandoverProject } from './read-handover-project.ts';
import { type HandoverReports, readHandoverReports } from './read-handover-reports.ts';
import type { packDefinition, PackInvocation } from './pack-definition.ts';

const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** Packs what Governance decides on. Throws a UserError that names everything that is missing, stale or of another image, unless a draft is asked for. */
export const run: Run<typeof packDefinition> = async (invocation, environment) => {
  const [folder] = chooseTargets(invocation.targets, environment, 'projects');
  const flags = readFlags(invocation, folder);
  const project = await readHandoverProject(folder, environment);
  const reports = await readHandoverReports(flags.reports, flags.archive, environment);
  const evidence =
    project.evidence === undefined ? undefined : (readEvidence(project.evidence) ?? ('unreadable' as const));
  const problems = judgeHandover(describeParts(flags, project, reports, evidence));
  const [first, ...rest] = problems;
  if (first !== undefined && !flags.isDraft)
    throw new UserError(first, ...rest, {
      what: 'nothing was packed',
      fix: 'mend these, or pack a draft that names them: --draft',
    });
  const now = isoTime(environment.now());
  const vex = flags.vex === undefined ? undefined : await readText(flags.vex, environment);
  const assessment = await compareReports(reports, { vex, flags, today: now.slice(0, 10) }, environment);
  const seen = {
    now,
    problems,
    assessment,
    ...(evidence === undefined || evidence === 'unreadable' ? {} : { evidence }),
  };
  const summary = await summarise(flags, { project, reports, ...seen }, environment);
  return write(summary, { project, reports, assessment, vex, flags }, environment);
};

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
    isCurrent: project.isCurrent,
    unfetched: project.unfetched,
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
  const { report, baseReport, pushed } = reports;
  const answers = readAnswers(project.checklist ?? '', governanceQuestions, project.entries);
  const built = {
    version: environment.version,
    packedAt: now,
    isDraft: flags.isDraft && problems.length > 0,
    open: problems.map(({ what, where }) => (where === undefined ? what : `${what} (${where})`)),
    project: project.about,
    tag: flags.tag ?? (report?.imageId.replace('sha256:', '').slice(0, 12) || 'untagged'),
    imageName: project.imageName,
    ...(pushed === undefined ? {} : { manifestDigest: pushed.digest }),
    ...(flags.archive === undefined ? {} : { archive: bundleNames.image }),
    ...(report === undefined ? {} : { report }),
    ...(baseReport === undefined ? {} : { baseReport }),
    baseReference: project.baseReference,
    ...(evidence === undefined ? {} : { evidence }),
    assessment,
    answers,
    models: project.models,
    facts: describeFacts(project, reports, assessment),
  };
  const summary = buildSummary(built);
  if (flags.previous === undefined) return summary;
  return buildSummary({ ...built, previous: compareBundles(await readBundle(flags.previous, environment), summary) });
}

interface Flags {
  readonly tag: string | undefined;
  readonly reports: string;
  readonly vex: string | undefined;
  readonly kev: string | undefined;
  readonly archive: string | undefined;
  readonly previous: string | undefined;
  readonly output: string;
  readonly isDraft: boolean;
  readonly format: string;
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
    isDraft: flags['draft'] === true,
    format: flags['json'] === true ? 'json' : (flags['format'] ?? 'text'),
    tag,
    vex: flags['vex'],
    kev: flags['kev'],
    archive: flags['image-archive'],
    previous: flags['previous'],
  };
}

interface Contents {
  readonly project: HandoverProject;
  readonly reports: HandoverReports;
  readonly assessment: Assessment | undefined;
  readonly vex: string | undefined;
  readonly flags: Flags;
}

async function write(
  summary: HandoverSummary,
  { project, reports, assessment, vex, flags }: Contents,
  { terminal, templates, cwd }: Environment,
): Promise<0> {
  const parts = new Map<string, BundlePart>();
  const put = (name: string, text: string | undefined): void => void (text === undefined || parts.set(name, { text }));
  put(bundleNames.page, renderPage(summary, templates));
  put(bundleNames.summary, formatSummaryJson(summary));
  put(bundleNames.checklist, project.checklist);
  put(bundleNames.evidence, project.evidence);
  put(bundleNames.assessment, assessment === undefined ? undefined : formatAssessmentJson(assessment));
  put(bundleNames.sbom, reports.software?.text);
  put(bundleNames.models, project.manifest);
  put(bundleNames.vex, vex);
  put(bundleNames.dockerfile, project.dockerfile.text);
  put(bundleNames.manifest, reports.pushed?.text);
  put(bundleNames.digests, formatDigests(summary));
  put(bundleNames.draft, summary.isDraft ? `${summary.open.join('\n')}\n` : undefined);
  parts.set(bundleNames.verify, { text: String(templates('handover/verify.sh')), executable: true });
  if (flags.archive !== undefined) parts.set(bundleNames.image, { copyOf: placeIn(cwd, flags.archive) });
  const sums = await Promise.all(
    [...parts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(
        async ([name, part]) =>
          `${'text' in part ? hashText(part.text) : ((await hashFile(part.copyOf)) ?? '')}  ${name}\n`,
      ),
  );
  parts.set(bundleNames.sums, { text: sums.join('') });
  const name = `${flags.output}/${summary.project.name.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}-${summary.tag}`;
  const place = placeIn(cwd, name);
  writeBundle(place, name, parts, await isDraftThere(name, cwd));
  terminal.err(
    `Packed ${String(parts.size)} files in ${name}${summary.isDraft ? ' (a draft, not for a decision)' : ''}\n`,
  );
  terminal.err(
    `Digest of ${bundleNames.sums}, to be told by another way than the bundle: ${hashText(sums.join(''))}\n`,
  );
  terminal.out(print(flags.format, summary) ?? `${name}/${bundleNames.page}\n`);
  return 0;
}

function print(format: string, summary: HandoverSummary): string | undefined {
  if (format === 'json') return formatSummaryJson(summary);
  return format === 'markdown' ? formatSummaryMarkdown(summary) : undefined;
}

/** Whether a draft lies there, which gives way. Throws a UserError where anything else does. */
async function isDraftThere(name: string, cwd: string): Promise<boolean> {
  const kind = await kindOfPath(cwd, name);
  if (typeof kind === 'object') return false;
  const fix = `remove it if nobody needs it, or give another tag: --tag`;
  if (kind === 'file') throw new UserError({ where: name, what: 'is a file', fix });
  if ((await kindOfPath(cwd, `${name}/${bundleNames.draft}`)) === 'file') return true;
  throw new UserError({ where: name, what: 'is there already: what was packed once is never written over', fix });
}
