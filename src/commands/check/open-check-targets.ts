import { placeFiles } from '../../engine/delivery/place-files.ts';
import { contextAbove } from '../../io/adopt/context-above.ts';
import { folderInRepository, rootPipelineText } from '../../io/git/find-repository.ts';
import { findProjectAbove, pathFrom } from '../../io/project/find-project-above.ts';
import { surveyProject } from '../../io/project/survey-project.ts';
import { kindOfPath } from '../../io/project/kind-of-path.ts';
import type { Environment } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { namesDockerfile } from '../../parse/project/named-builds.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { isDockerfile } from '../../parse/project/project.ts';
import { parentFolder } from '../../shared/parent-folder.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** A folder to judge as a project, or a folder with the Dockerfiles in it that were named. */
export interface CheckTarget {
  readonly project: ProjectFiles;
  readonly files: readonly ProjectFile[];
  readonly incomplete?: string;
  /** Path of the folder from the root of its repository; empty at the root, absent without a repository. */
  readonly folder?: string;
  readonly isStartedByGitlab?: boolean;
  /** Paths in the project that were named as Dockerfiles; absent for a whole project. */
  readonly named?: readonly string[];
  /** The folder in `files` that adopt wrote: the project's records lie there, and only its files are mended. */
  readonly adopted?: string;
  /** A path of the project as it is from where the command was called. */
  readonly label: (path: string) => string;
}

/**
 * Opens what was named, one after the other, so that a run over many holds one at a time. Dockerfiles of one folder are
 * judged together; what cannot be checked is a problem, and the others go on.
 */
export async function* openCheckTargets(
  targets: readonly string[],
  environment: Environment,
): AsyncGenerator<CheckTarget | Problem> {
  const named = new Map<string, string[]>();
  for (const target of new Set(targets.map((name) => trimEnd(name, '/') || name.slice(0, 1)))) {
    const kind = await kindOfPath(environment.cwd, target);
    if (typeof kind === 'object')
      yield { where: target, what: kind.problem, fix: 'name the folder of a project, or a Dockerfile' };
    else if (kind === 'file') {
      const folder = target.includes('/') ? target.slice(0, target.lastIndexOf('/')) || '/' : '.';
      const name = target.slice(target.lastIndexOf('/') + 1);
      const known = named.get(folder);
      if (known === undefined) named.set(folder, [name]);
      else known.push(name);
    } else {
      const project = await openProjectFolder(target, environment).catch(problemOf);
      if ('what' in project) yield project;
      else if (project.files.some(({ path }) => isDockerfile(path)) || (await namesDockerfile(project.files)))
        yield project;
      else yield explainNothing(target, project, environment.cwd);
    }
  }
  for (const [folder, names] of named) yield { ...(await openFolder(folder, environment, names)), named: names };
}

/** Why a folder is no project to check; Apptainer's own definitions are named, since whoever has one takes it for what is asked for. */
function explainNothing(where: string, { project, files, incomplete, label }: CheckTarget, cwd: string): Problem {
  const above = findProjectAbove(project.root);
  const definitions = files.filter(({ path, text }) => path.endsWith('.def') && /^Bootstrap\s*:/im.test(text ?? ''));
  const [first] = definitions;
  if (first !== undefined)
    return {
      where: label(first.path),
      what: `holds no Dockerfile, only ${definitions.length === 1 ? 'a definition' : `${String(definitions.length)} definitions`} of Apptainer, which ${definitions.length === 1 ? 'is' : 'are'} not judged`,
      why: 'The TRE pulls OCI images from ghcr.io or git.ecdf.ed.ac.uk, and runs those with apptainer too.',
      fix: 'write a Dockerfile that does the same, or make a project: tre-container create --set base=python',
    };
  return {
    where,
    what: 'holds no Dockerfile',
    why:
      incomplete ??
      'Files are known by their names: Dockerfile, Dockerfile.NAME, NAME.dockerfile, Containerfile, and what a compose file names.',
    fix:
      above === undefined
        ? 'name the Dockerfile itself, or make a project: tre-container create'
        : `name the Dockerfile itself, or the project above: tre-container check ${shellWord(pathFrom(cwd, above))}`,
  };
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

function problemOf(error: unknown): Problem {
  if (error instanceof UserError) return error.problems[0];
  throw error;
}

/** The folder of a project, with the repository above it where adopt wrote it. Throws UserError where a record says so and nothing bears it out. */
export async function openProjectFolder(folder: string, environment: Environment): Promise<CheckTarget> {
  return (await openAdopted(folder, environment)) ?? openFolder(folder, environment);
}

/** The folder that adopt wrote is judged with the repository above it, which is what its image is built from. */
async function openAdopted(folder: string, environment: Environment): Promise<CheckTarget | undefined> {
  const project = environment.openProject(folder);
  const text = (await project.read([STATE_FILE]).catch(() => new Map<string, FileEntry>())).get(STATE_FILE)?.text;
  const name = text?.includes('"adopted"') === true ? parseStateFile(text)?.adopted?.folder : undefined;
  if (text === undefined || name === undefined) return undefined;
  contextAbove(project.root, name);
  const above = await openFolder(`${project.root}/..`, environment, [], parseStateFile(text));
  const prefix = parentFolder(prefixOf(folder, environment.cwd));
  return { ...above, project, adopted: name, label: (path) => `${prefix}${path}` };
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
    ...(outside.isStartedByGitlab === true ? { isStartedByGitlab: true } : {}),
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
): Promise<{ readonly placed?: ProjectFile; readonly isStartedByGitlab?: boolean }> {
  const name = (known ?? stateOf(files))?.answers['name'];
  const { pipeline } = placeFiles(
    { ci: 'github', name: typeof name === 'string' ? name : '', upgradeCheck: false },
    place,
  );
  const isStartedByGitlab = rootPipelineText(project.root)?.includes(`${place}/gitlab-ci.yml`) === true;
  if (pipeline === undefined || !isPlacedPath(pipeline)) return { isStartedByGitlab };
  const entry = (await project.read([pipeline]).catch(() => new Map<string, FileEntry>())).get(pipeline);
  if (entry === undefined) return { isStartedByGitlab };
  const { text, executable } = entry;
  return { isStartedByGitlab, placed: { path: pipeline, text, executable, size: text.length } };
}

function stateOf(files: readonly ProjectFile[]): ProjectState | undefined {
  const text = files.find(({ path }) => path === STATE_FILE)?.text;
  try {
    return text === undefined ? undefined : parseStateFile(text);
  } catch {
    return undefined; // a rule says so
  }
}
