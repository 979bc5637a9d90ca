import { findFolderAround, foldersUpFrom } from '../../io/git/find-folder-around.ts';
import { isThere, namesIn, pathFrom } from '../../io/project/find-projects.ts';
import type { Environment } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import { parseDockerfile } from '../../parse/dockerfile/dockerfile.ts';
import { isDockerfile } from '../../parse/project/dockerfile-names.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { copySources } from '../../parse/project/copy-sources.ts';
import { type CheckTarget, openProjectFolder, withoutProjects } from './open-project-folder.ts';
import { findProjectsWithin } from './projects-within.ts';

/** Dockerfiles of one project. */
interface Named {
  /** Their paths from its folder. */
  readonly paths: string[];
  /** Whether places in it are said as seen from the current folder. */
  readonly isRelative: boolean;
}

/**
 * Opens Dockerfiles that were named, each with the project that it belongs to, so that it is judged as it is with the folder of the project: what its
 * build is sent, and what a pipeline does with it, is the same. Those of one project are judged together. `files`: existing files, as they were typed.
 */
export async function* openNamedDockerfiles(
  files: readonly string[],
  environment: Environment,
): AsyncGenerator<CheckTarget | Problem> {
  const here = realFolder(environment.cwd);
  const found = new Map<string, Named>();
  for (const file of files) {
    const slash = file.lastIndexOf('/');
    const own = realFolder(environment.openProject(slash < 0 ? '.' : file.slice(0, slash) || '/').root);
    const name = file.slice(slash + 1);
    if (await isOther(own, name, environment)) {
      yield {
        where: file,
        what: 'is no Dockerfile: no line of it begins with FROM',
        why: 'A check judges the Dockerfiles of a project, and its programs and lists of packages with them.',
        fix: `name the folder of the project: tre-container check ${shellWord(slash < 0 ? '.' : file.slice(0, slash) || '/')}`,
      };
      continue;
    }
    const folder = findFolderAround(own) ?? (await guessFolder(own, name, environment));
    const known = found.get(folder) ?? {
      paths: [],
      isRelative: !file.startsWith('/') || `${own}/`.startsWith(`${here}/`),
    };
    found.set(folder, known);
    known.paths.push(folder === own ? name : `${pathFrom(folder, own)}/${name}`);
  }
  for (const [folder, named] of found)
    yield await openNamed(folder, named, here, environment).catch((error: unknown) => {
      if (error instanceof UserError) return error.problems[0];
      throw error;
    });
}

async function openNamed(
  folder: string,
  { paths, isRelative }: Named,
  here: string,
  environment: Environment,
): Promise<CheckTarget> {
  const target = await openProjectFolder(isRelative ? pathFrom(here, folder) : folder, environment, paths);
  const { adopted, label } = target;
  return {
    ...withoutProjects(target, adopted === undefined ? findProjectsWithin(target.files) : [], 'judged'),
    named: adopted === undefined ? paths : paths.map((path) => `${adopted}/${path}`),
    label: isRelative ? (path) => pathFrom(here, `${here}/${label(path)}`) : label,
  };
}

/** Whether a file that was named is something else, by its name and by what it holds. */
async function isOther(folder: string, name: string, environment: Environment): Promise<boolean> {
  if (isDockerfile(name)) return false;
  const read = await environment
    .openProject(folder)
    .read([name])
    .catch(() => undefined);
  const text = read?.get(name)?.text;
  return text !== undefined && !/^[ \t]*FROM[ \t]/im.test(text);
}

function realFolder(folder: string): string {
  return foldersUpFrom(folder)[0];
}

/** Files that stand in the folder of a project. */
const marks = /^(?:\.tre-container\.yml|\.github|\.gitlab-ci\.yml|\.dockerignore|(?:docker-)?compose[\w.-]*\.ya?ml)$/;
/** Folders that people keep Dockerfiles in, beside what is built. */
const keeping = /\/(?:\.devcontainer|build|ci|containers?|deploy(?:ment)?|docker(?:files?)?|images?)$/;

/** The folder of the project where there is no repository: the nearest with a mark of one, else the nearest that has what the Dockerfile copies. */
async function guessFolder(own: string, name: string, environment: Environment): Promise<string> {
  const folders = foldersUpFrom(own);
  const marked = folders.find((folder) => namesIn(folder).some((each) => marks.test(each)));
  if (marked !== undefined) return marked;
  const read = await environment
    .openProject(own)
    .read([name])
    .catch(() => undefined);
  const sources = copySources(parseDockerfile(name, read?.get(name)?.text ?? '')).filter(
    (source) => source !== '' && !/[*?[]/.test(source),
  );
  if (sources.length > 0)
    return folders.find((folder) => sources.every((source) => isThere(`${folder}/${source}`))) ?? own;
  return folders.find((folder) => !keeping.test(folder)) ?? own;
}
