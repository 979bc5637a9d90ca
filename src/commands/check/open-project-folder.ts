import { placeFiles } from '../../engine/delivery/place-files.ts';
import { contextAbove } from '../../io/adopt/context-above.ts';
import { folderInRepository, textThatStarts } from '../../io/git/find-repository.ts';
import { surveyProject } from '../../io/project/survey-project.ts';
import type { Environment } from '../../model/command.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { parentFolder } from '../../shared/parent-folder.ts';
import { findProjectsWithin, isPipelineOf, originalsOf, type ProjectWithin, readState } from './projects-within.ts';

/** A folder to judge as a project, or a project with those of its Dockerfiles that were named. */
export interface CheckTarget {
  readonly project: ProjectFiles;
  readonly files: readonly ProjectFile[];
  readonly incomplete?: string;
  /** Path of the folder from the root of its repository; empty at the root, absent without a repository. */
  readonly folder?: string;
  readonly gitlabRoot?: string;
  /** Paths in the project that were named as Dockerfiles; absent for a whole project. */
  readonly named?: readonly string[];
  /** The folder in `files` that adopt wrote: the project's records lie there, and only its files are fixed. */
  readonly adopted?: string;
  /** Folders in it that are projects of their own, each with its closing slash, and Dockerfiles that adopt made such a one from: not judged with it. */
  readonly others?: readonly string[];
  /** Dockerfiles that are judged with no target of this run, as seen from where the command was called. */
  readonly notJudged?: readonly string[];
  /** A path of the project as it is from where the command was called. */
  readonly label: (path: string) => string;
}

/** Yeoman names folders in full; in a report they are as seen from the current one. */
function prefixOf(folder: string, cwd: string): string {
  const path = folder === cwd ? '.' : folder.startsWith(`${cwd}/`) ? folder.slice(cwd.length + 1) : folder;
  return path === '.' ? '' : path.endsWith('/') ? path : `${path}/`;
}

/** A folder so many levels above another, as seen from the current one: without going down and up again. */
function climb(prefix: string, levels: number): string {
  if (levels === 0) return prefix;
  return prefix === '' || prefix === '/' || prefix.endsWith('./')
    ? `${prefix}${'../'.repeat(levels)}`
    : climb(parentFolder(prefix), levels - 1);
}

/** A folder without what belongs to projects of their own that lie in it; what else is in them stays, since it may be copied from there. */
export function withoutProjects(
  target: CheckTarget,
  projects: readonly ProjectWithin[],
  originals: 'judged' | 'left out',
): CheckTarget {
  if (projects.length === 0) return target;
  return {
    ...target,
    // What adopt left open is a row of the project that it wrote, which has the record.
    files: target.files.filter(
      ({ path }) =>
        !isPipelineOf(projects, path, target.folder) &&
        !projects.some(({ folder }) => path === `${folder}${STATE_FILE}`),
    ),
    others: [...projects.map(({ folder }) => folder), ...(originals === 'judged' ? [] : originalsOf(projects))],
  };
}

/** The folder of a project, with the repository above it where adopt wrote it; `names`: files in it that are read in any case. Throws UserError where a record says so and nothing bears it out. */
export async function openProjectFolder(
  folder: string,
  environment: Environment,
  names: readonly string[] = [],
): Promise<CheckTarget> {
  return (await openAdopted(folder, environment, names)) ?? openFolder(folder, environment, names);
}

/** A project without those in its folders, as `check` judges it: whoever renews its checklist or packs it says nothing of theirs. */
export function ownPart(target: CheckTarget): CheckTarget {
  return target.adopted === undefined ? withoutProjects(target, findProjectsWithin(target.files), 'left out') : target;
}

/** The folder that adopt wrote is judged with the repository above it, which is what its image is built from. */
async function openAdopted(
  folder: string,
  environment: Environment,
  names: readonly string[],
): Promise<CheckTarget | undefined> {
  const project = environment.openProject(folder);
  const text = (await project.read([STATE_FILE]).catch(() => new Map<string, FileEntry>())).get(STATE_FILE)?.text;
  const state = text?.includes('"adopted"') === true ? parseStateFile(text) : undefined;
  const name = state?.adopted?.folder;
  if (state === undefined || name === undefined) return undefined;
  contextAbove(project.root, name);
  return openAbove(folder, { name, state }, environment, names);
}

/** The repository above a folder that adopt wrote, or is about to write, as that folder is judged with it. Whether it counts is for the caller to know. */
export async function openAbove(
  folder: string,
  { name, state }: { readonly name: string; readonly state: ProjectState | undefined },
  environment: Environment,
  names: readonly string[] = [],
): Promise<CheckTarget> {
  const project = environment.openProject(folder);
  const above = await openFolder(
    `${project.root}/..`,
    environment,
    names.map((each) => `${name}/${each}`),
    state,
  );
  const prefix = parentFolder(prefixOf(folder, environment.cwd));
  const own = findProjectsWithin(above.files).filter(({ folder: other }) => other !== `${name}/`);
  const place = above.folder === undefined || above.folder === '' ? name : `${above.folder}/${name}`;
  return {
    ...withoutProjects(above, own, 'left out'),
    ...gitlabRoot(project.root, place),
    project,
    adopted: name,
    label: (path) => `${prefix}${path}`,
  };
}

/**
 * A folder with what is in it, and with its pipeline where that stands at the root of the repository around it. `state`: what the project in
 * it records; absent: read from the folder itself.
 */
async function openFolder(
  folder: string,
  environment: Environment,
  names: readonly string[] = [],
  state?: ProjectState,
): Promise<CheckTarget> {
  const project = environment.openProject(folder);
  const prefix = prefixOf(folder, environment.cwd);
  const place = folderInRepository(project.root);
  const levels = place === undefined || place === '' ? 0 : place.split('/').length;
  const label = (path: string): string =>
    isPlacedPath(path) ? `${climb(prefix, levels)}${path.slice(REPOSITORY_PREFIX.length)}` : `${prefix}${path}`;
  const { files, incomplete } = surveyProject(project.root, names, label);
  const outside = place === undefined || place === '' ? {} : await readOutside(project, files, place, state);
  return {
    project,
    label,
    files: [...files, ...(outside.placed === undefined ? [] : [outside.placed])],
    ...(outside.gitlabRoot === undefined ? {} : { gitlabRoot: outside.gitlabRoot }),
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(place === undefined ? {} : { folder: place }),
  };
}

/** What stands at the root of the repository for a project in one of its folders: a workflow under the project's name, or a job that starts its pipeline. */
async function readOutside(
  project: ProjectFiles,
  files: readonly ProjectFile[],
  place: string,
  known: ProjectState | undefined,
): Promise<{ readonly placed?: ProjectFile; readonly gitlabRoot?: string }> {
  const name = (known ?? readState(files.find(({ path }) => path === STATE_FILE)?.text))?.answers['name'];
  const { pipeline } = placeFiles(
    { ci: 'github', name: typeof name === 'string' ? name : '', upgradeCheck: false },
    place,
  );
  const started = gitlabRoot(project.root, place);
  if (pipeline === undefined || !isPlacedPath(pipeline)) return started;
  const entry = (await project.read([pipeline]).catch(() => new Map<string, FileEntry>())).get(pipeline);
  if (entry === undefined) return started;
  const { text, executable } = entry;
  return { ...started, placed: { path: pipeline, text, executable, size: text.length } };
}

/** The pipeline at the root of the repository, where it starts that of the project in the folder `place`. */
function gitlabRoot(root: string, place: string): { readonly gitlabRoot?: string } {
  const text = textThatStarts(root, `${place}/gitlab-ci.yml`);
  return text === undefined ? {} : { gitlabRoot: text };
}
