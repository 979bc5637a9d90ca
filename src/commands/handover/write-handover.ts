import { linkToRun } from '../../engine/checklist/checklist-rows.ts';
import { renderPage } from '../../engine/handover/render-page.ts';
import { hashFile } from '../../io/handover/hash-files.ts';
import { type BundlePart, writeBundle } from '../../io/handover/write-bundle.ts';
import { hashText } from '../../io/project/hash-text.ts';
import { isLink, kindOfPath } from '../../io/project/kind-of-path.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import { bundleNames } from '../../model/handover/bundle.ts';
import type { HandoverSummary } from '../../model/handover/summary.ts';
import { formatAssessmentJson } from '../../report/handover/assessment-json.ts';
import { formatDigests } from '../../report/handover/digests-text.ts';
import { formatSummaryJson } from '../../report/handover/summary-json.ts';
import { isDraftBundle, placeIn } from './read-bundle.ts';
import type { HandoverProject } from './read-handover-project.ts';
import type { HandoverReports } from './read-handover-reports.ts';

/** What goes into a bundle beside its summary. */
interface Contents {
  readonly project: HandoverProject;
  readonly reports: HandoverReports;
  readonly assessment: Assessment | undefined;
  readonly vex: string | undefined;
  /** The image itself, as a person named the file. */
  readonly image: string | undefined;
}

/** Where it goes: a folder that holds bundles, and whether this one is an archive. */
interface Destination {
  readonly output: string;
  readonly isArchive: boolean;
}

/** A bundle as it was written. */
export interface WrittenBundle {
  /** Of the folder or the archive. */
  readonly name: string;
  /** What a person opens: the page in the folder, or the archive. */
  readonly page: string;
  /** Number of its files. */
  readonly files: number;
  /** SHA-256 of its sums, to be told by another way than the bundle. */
  readonly digest: string;
}

/**
 * Writes a bundle. A draft of the same tag gives way, as a folder and as an archive; whatever else is there is never written over: then a
 * UserError is thrown.
 */
export async function writeHandover(
  summary: HandoverSummary,
  contents: Contents,
  { output, isArchive }: Destination,
  environment: Environment,
): Promise<WrittenBundle> {
  const { cwd } = environment;
  const parts = collectParts(summary, contents, environment);
  const sums = await listSums(parts);
  parts.set(bundleNames.sums, { text: sums });
  const folder = `${summary.project.name.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}-${summary.tag}`;
  const forms = [`${output}/${folder}`, `${output}/${folder}.tar`] as const;
  const name = forms[isArchive ? 1 : 0];
  const drafts: string[] = [];
  for (const form of forms) if (await isDraftThere(form, environment)) drafts.push(placeIn(cwd, form));
  const archive = { folder, time: summary.packedAt };
  await writeBundle({ path: placeIn(cwd, name), name, replaces: drafts, ...(isArchive ? { archive } : {}) }, parts);
  const page = isArchive ? name : `${name}/${bundleNames.page}`;
  return { name, page, files: parts.size, digest: hashText(sums) };
}

function collectParts(
  summary: HandoverSummary,
  { project, reports, assessment, vex, image }: Contents,
  { templates, cwd }: Pick<Environment, 'templates' | 'cwd'>,
): Map<string, BundlePart> {
  const texts: readonly (readonly [string, string | undefined])[] = [
    [bundleNames.page, renderPage(summary, templates)],
    [bundleNames.summary, formatSummaryJson(summary)],
    [bundleNames.checklist, describeChecklist(project.checklist, summary.build.run)],
    [bundleNames.evidence, project.evidence],
    [bundleNames.assessment, assessment === undefined ? undefined : formatAssessmentJson(assessment)],
    [bundleNames.sbom, reports.software?.text],
    [bundleNames.models, project.manifest],
    [bundleNames.vex, vex],
    [bundleNames.dockerfile, project.dockerfile.text],
    [bundleNames.manifest, reports.pushed?.text],
    [bundleNames.digests, formatDigests(summary)],
    [bundleNames.draft, summary.isDraft ? `${summary.open.join('\n')}\n` : undefined],
  ];
  const parts = new Map<string, BundlePart>(
    texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, { text }] as const])),
  );
  parts.set(bundleNames.verify, { text: String(templates('handover/verify.sh')), executable: true });
  if (image !== undefined) parts.set(bundleNames.image, { copyOf: placeIn(cwd, image) });
  return parts;
}

function describeChecklist(checklist: string | undefined, run: string): string | undefined {
  return checklist === undefined || run === '' ? checklist : linkToRun(checklist, run);
}

async function listSums(parts: ReadonlyMap<string, BundlePart>): Promise<string> {
  const lines = await Promise.all(
    [...parts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(
        async ([name, part]) =>
          `${'text' in part ? hashText(part.text) : ((await hashFile(part.copyOf)) ?? '')}  ${name}\n`,
      ),
  );
  return lines.join('');
}

/** Whether a draft lies there, which gives way. Throws a UserError where anything else does. */
async function isDraftThere(name: string, place: Pick<Environment, 'cwd' | 'readFile'>): Promise<boolean> {
  const kind = isLink(place.cwd, name) ? 'link' : await kindOfPath(place.cwd, name);
  if (typeof kind === 'object') return false;
  const fix = 'remove it if nobody needs it, or give another tag: --tag';
  if (kind === 'file' && !name.endsWith('.tar')) throw new UserError({ where: name, what: 'is a file', fix });
  const isDraft = kind !== 'link' && (await isDraftBundle(name, place).catch(() => false));
  if (isDraft) return true;
  throw new UserError({
    where: name,
    what: 'is there already: what was packed once is never written over, nor a draft with files that it was not packed with',
    fix,
  });
}
