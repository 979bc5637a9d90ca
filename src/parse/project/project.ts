import type { AtlasEntry } from '../../model/atlas/atlas-entry.ts';
import type { Base } from '../../model/render/base.ts';
import type { KnownImage } from '../../model/dockerfile/known-image.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts, ProjectFile } from '../../model/sources/facts.ts';
import type { LoadSyntax } from '../../model/programs/syntax.ts';
import type { JobFacts, RequirementFacts, SourceFacts } from '../../model/sources/source-facts.ts';
import { isWithin } from '../../shared/is-within.ts';
import { isPlacedPath } from '../../model/project/placed-path.ts';
import { parseDockerfile } from '../dockerfile/dockerfile.ts';
import { findLibraries } from '../sources/libraries.ts';
import { manifestPath, readModelsManifest } from '../manifests/models-manifest.ts';
import { readRequirements, requirementTool } from '../manifests/requirements.ts';
import { readSource, sourceLanguage } from '../sources/source-file.ts';
import { reachOfAll } from '../reach/reach-of-all.ts';
import { isDockerfile, isPackedCopy } from './dockerfile-names.ts';
import { readDockerfiles } from './read-dockerfiles.ts';
import { readPipelines } from './read-pipelines.ts';
import { readNamedBuilds, readPushedBuilds } from './named-builds.ts';
import type { NamedBuild } from '../pipelines/build-contexts.ts';
import { TooMuchWork } from '../text/work-budget.ts';
import { chosenRuntimes } from '../records/chosen-runtimes.ts';
import { readWaivers } from '../records/waivers.ts';

/** What is known beside the files themselves. */
export interface ProjectKnowledge {
  /** The catalogue's bases. */
  readonly bases?: readonly Base[];
  /** The catalogue's images of others. */
  readonly images?: readonly KnownImage[];
  /** Why the list of files is not complete. */
  readonly incomplete?: string;
  /** Path of the project from the root of its repository; empty or absent at the root. */
  readonly folder?: string;
  /** The folder in the files that holds the project's own records, ending in a slash, where that is not the root. */
  readonly home?: string;
  /** Folders of projects of their own, each with its closing slash, and files: no Dockerfile or job there is this project's. */
  readonly others?: readonly string[];
  /** The Dockerfile that adopt read, where it is not as it was then. */
  readonly changedOriginal?: string;
  /** The text of the `.gitlab-ci.yml` at that root, where a job of it starts the project's own `gitlab-ci.yml`. */
  readonly gitlabRoot?: string;
  /** The files to read as Dockerfiles, when somebody named them; otherwise their names tell. */
  readonly dockerfiles?: readonly string[];
  /** Loads the parsers of programs; asked only when a program is to be read. Without it those of Python, R and Julia count as unread. */
  readonly loadSyntax?: LoadSyntax;
  /** Loads the atlas; asked only when an image runs something. Without it nobody knows what libraries do. */
  readonly loadAtlas?: () => Promise<readonly AtlasEntry[]>;
}

/** Computes every fact of a project once. Never throws for what a file holds. */
export async function parseProject(
  files: readonly ProjectFile[],
  knowledge: ProjectKnowledge = {},
): Promise<ProjectFacts> {
  const { folder = '' } = knowledge;
  const all = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const pipelines = await readPipelines(all, folder, knowledge.gitlabRoot, {
    others: knowledge.others ?? [],
    home: knowledge.home,
  });
  // What lies at the root of the repository is no part of the project besides.
  const sorted = all.filter(({ path }) => !isPlacedPath(path));
  const { others = [] } = knowledge;
  const own = others.length === 0 ? sorted : sorted.filter(({ path }) => !isWithin(others, path));
  const builds = await readNamedBuilds(sorted, pipelines);
  const pushed = await readPushedBuilds(pipelines);
  const chosen = chooseDockerfiles(own, builds, knowledge);
  const around = { files: sorted, builds, pushed };
  const found = readDockerfiles(chosen.found, around, knowledge);
  const beside = readDockerfiles(chosen.beside, around, knowledge);
  const sources = readSources(sorted);
  const requirements = readAllRequirements(sorted);
  // Where other images were named than the one that the jobs are for, their arguments are not its own.
  const isForJobs = knowledge.dockerfiles?.some((path) => /(?:^|\/)Dockerfile$/.test(path)) ?? true;
  const jobs = isForJobs ? await readAllJobs(own) : [];
  const { dockerfiles, reach } = await followAll(found, jobs, sorted, knowledge);
  const libraries = findLibraries(dockerfiles, requirements, sources);
  const isAsked = libraries.length > 0 || [...reach.values()].some(({ programs }) => programs.length > 0);
  const atlas = isAsked ? await knowledge.loadAtlas?.() : undefined;
  return {
    files: sorted,
    byPath: new Map(all.map((file) => [file.path, file])),
    ...(knowledge.incomplete === undefined ? {} : { incomplete: knowledge.incomplete }),
    dockerfiles,
    ...(beside.length === 0 ? {} : { beside }),
    sources,
    requirements,
    pipelines,
    libraries,
    reach,
    ...(atlas === undefined ? {} : { atlas }),
    ...(folder === '' ? {} : { folder }),
    ...chosenRuntimes(all, knowledge.home),
    ...(knowledge.changedOriginal === undefined ? {} : { changedOriginal: knowledge.changedOriginal }),
    ...(knowledge.home === undefined ? {} : { home: knowledge.home }),
    ...(others.length === 0 ? {} : { elsewhere: others }),
    jobs,
    ...readManifest(sorted),
    waivers: await readWaivers(own, dockerfiles, knowledge.home),
  };
}

/** The Dockerfiles to judge: those that were named, else those that their names or a build tell. `beside`: those that it has beside. */
function chooseDockerfiles(
  files: readonly ProjectFile[],
  builds: readonly NamedBuild[],
  { dockerfiles: asked, home = '' }: ProjectKnowledge,
): { readonly found: readonly ProjectFile[]; readonly beside: readonly ProjectFile[] } {
  const named = new Set(builds.map(({ dockerfile }) => dockerfile));
  const paths = new Set(files.map(({ path }) => path));
  const all = files.filter(({ path }) => (isDockerfile(path) && !isPackedCopy(path, paths)) || named.has(path));
  if (asked === undefined) return { found: all, beside: [] };
  const wanted = new Set(asked);
  const beside = all.filter(({ path }) => path.startsWith(home) && !wanted.has(path));
  return { found: files.filter(({ path }) => wanted.has(path)), beside };
}

function readManifest(files: readonly ProjectFile[]): Pick<ProjectFacts, 'manifest'> {
  const file = files.find(({ path }) => path === manifestPath);
  if (file === undefined) return {};
  const { path, text, unread = 'it was not read' } = file;
  return { manifest: text === undefined ? { path, models: [], problems: [], unread } : readModelsManifest(path, text) };
}

function readSources(files: readonly ProjectFile[]): SourceFacts[] {
  return files.flatMap((file) => {
    const language = sourceLanguage(file);
    if (language === undefined) return [];
    return [
      file.text === undefined
        ? { path: file.path, language, lines: [], commands: [], unread: file.unread ?? 'it was not read' }
        : readSource(file.path, file.text, language),
    ];
  });
}

function readAllRequirements(files: readonly ProjectFile[]): RequirementFacts[] {
  return files.flatMap((file) => {
    const tool = requirementTool(file.path);
    if (tool === undefined) return [];
    return [
      file.text === undefined
        ? { path: file.path, tool, packages: [], unread: file.unread ?? 'it was not read' }
        : readRequirements(file.path, file.text, tool),
    ];
  });
}

/** What each image reaches. Where that is more work than any build's, its Dockerfiles count as unread: a pass must not rest on a part of it. */
async function followAll(
  dockerfiles: readonly DockerfileFacts[],
  jobs: readonly JobFacts[],
  files: readonly ProjectFile[],
  { loadSyntax }: ProjectKnowledge,
): Promise<Pick<ProjectFacts, 'dockerfiles' | 'reach'>> {
  try {
    return { dockerfiles, reach: await reachOfAll(dockerfiles, jobs, files, loadSyntax) };
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    const unread = dockerfiles.map(({ path }) => ({ ...parseDockerfile(path, ''), unread: error.message }));
    return { dockerfiles: unread, reach: new Map() };
  }
}

async function readAllJobs(files: readonly ProjectFile[]): Promise<JobFacts[]> {
  const found: JobFacts[] = [];
  for (const { path, text, unread } of files) {
    // Whether another file is a job shows only in its text.
    if (text === undefined && unread !== undefined && /(?:^|\/)(?:(?!job)[\w.-])*job[\w.-]*\.ya?ml$/i.test(path))
      found.push({ path, manifest: { line: 1, entries: new Map(), items: [] }, unread });
    // Looked at before the parser is loaded.
    if (text === undefined || !/\.ya?ml$/.test(path) || !/^kind:\s*["']?(?:Cron)?Job\b/m.test(text)) continue;
    const { readJobs } = await import('../manifests/kubernetes-job.ts');
    found.push(...readJobs(path, text));
  }
  return found;
}
