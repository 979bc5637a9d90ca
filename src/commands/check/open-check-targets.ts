import { tellNote } from '../../report/terminal/tell-note.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { findProjectAbove, pathFrom } from '../../io/project/find-projects.ts';
import { kindOfPath } from '../../io/project/kind-of-path.ts';
import type { Environment } from '../../model/command.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import { inert } from '../../model/text/inert.ts';
import { namesDockerfile } from '../../parse/project/named-builds.ts';
import { isDockerfile } from '../../parse/project/dockerfile-names.ts';
import { isWithin } from '../../shared/is-within.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { openNamedDockerfiles } from './open-named-dockerfiles.ts';
import { type CheckTarget, openProjectFolder, withoutProjects } from './open-project-folder.ts';
import { findProjectsWithin, type ProjectWithin } from './projects-within.ts';

/**
 * Opens what was named, one after the other, so that a run over many holds one at a time. Dockerfiles of one project are
 * judged together; what cannot be checked is a problem, and the others go on. `originals`: what becomes of Dockerfiles of which a project in the
 * folder records that adopt made its own from them; whoever reviews a project of others does not take its word for that.
 */
export async function* openCheckTargets(
  targets: readonly string[],
  environment: Environment,
  originals: 'judged' | 'left out' = 'left out',
): AsyncGenerator<CheckTarget | Problem> {
  const named: string[] = [];
  const opened = new Set<string>();
  for (const target of new Set(targets.map((name) => trimEnd(name, '/') || name.slice(0, 1)))) {
    const kind = await kindOfPath(environment.cwd, target);
    if (typeof kind === 'object')
      yield { where: target, what: kind.problem, fix: 'name the folder of a project, or a Dockerfile' };
    else if (kind === 'file') named.push(target);
    else {
      const project = await openProjectFolder(target, environment).catch(problemOf);
      if ('what' in project) yield project;
      else yield* openAllOf(target, project, environment, originals, opened);
    }
  }
  yield* openNamedDockerfiles(named, environment);
}

/** A folder, and each project of its own that lies in it: its waivers, its pipeline and its records are not the folder's. `opened`: folders that are judged already, to which this one comes. */
async function* openAllOf(
  target: string,
  found: CheckTarget,
  environment: Environment,
  originals: 'judged' | 'left out',
  opened: Set<string>,
): AsyncGenerator<CheckTarget | Problem> {
  const { root } = found.project;
  if (opened.has(root)) return;
  opened.add(root);
  const within = found.adopted === undefined ? findProjectsWithin(found.files) : [];
  const rest = withoutProjects(found, within, originals);
  const { others = [] } = rest;
  const own = rest.files.filter(({ path }) => !isWithin(others, path));
  const notJudged = others.filter((path) => !path.endsWith('/')).map(found.label);
  let told = notJudged;
  // Told with the first that is judged.
  const tell = (judged: CheckTarget): CheckTarget => {
    const all = [...told, ...(judged.notJudged ?? [])];
    told = [];
    return all.length === 0 ? judged : { ...judged, notJudged: all };
  };
  if (own.some(({ path }) => isDockerfile(path)) || (await namesDockerfile(own))) yield tell(rest);
  else if (within.length === 0) yield explainNothing(target, found, environment.cwd);
  const { terminal, program } = environment;
  for (const line of tellOfProjects(within, notJudged, found.label)) tellNote(line, { terminal, program });
  for (const { folder } of within) {
    const path = `${trimEnd(target, '/')}/${folder.slice(0, -1)}`.replace(/^\.\//, '');
    const project = await openProjectFolder(path, environment).catch(problemOf);
    if ('what' in project) yield project;
    // There may be one in it, too, of which nothing is the outer one's.
    else
      for await (const each of openAllOf(path, project, environment, originals, opened))
        yield 'what' in each ? each : tell(each);
  }
}

/** What is judged by itself, and what is not judged at all, in sentences. */
function tellOfProjects(
  within: readonly ProjectWithin[],
  notJudged: readonly string[],
  label: CheckTarget['label'],
): readonly string[] {
  if (within.length === 0) return [];
  const names = within.map(({ folder }) => inert(label(folder.slice(0, -1))));
  const shown =
    names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${String(names.length - 5)} more` : names.join(', ');
  return [
    names.length === 1
      ? `The project ${shown} lies in this folder, and is judged by itself.`
      : `${String(names.length)} projects lie in this folder, and each is judged by itself: ${shown}.`,
    ...notJudged.map((path) => {
      const original = shellWord(path);
      return `Not judged: ${inert(original)}, which adopt made a Dockerfile of its own from; to judge it all the same: tre-container check ${inert(original)}`;
    }),
  ];
}

/** Why a folder is no project to check; Apptainer's own definitions are named, since whoever has one takes it for what is asked for. */
function explainNothing(where: string, { project, files, incomplete, label }: CheckTarget, cwd: string): Problem {
  const above = findProjectAbove(project.root);
  const isOurs = files.some(({ path, text }) => path === BASELINE_FILE && text?.includes('"Dockerfile": {') === true);
  const definitions = files.filter(({ path, text }) => path.endsWith('.def') && /^Bootstrap\s*:/im.test(text ?? ''));
  const [first] = definitions;
  if (first !== undefined)
    return {
      where: label(first.path),
      what: `holds no Dockerfile, only ${definitions.length === 1 ? 'a definition' : `${String(definitions.length)} definitions`} of Apptainer, which ${definitions.length === 1 ? 'is' : 'are'} not judged`,
      why: 'The TRE pulls OCI images from ghcr.io or git.ecdf.ed.ac.uk, and runs those with apptainer too.',
      fix: 'write a Dockerfile that does the same, or make a project: tre-container create --set base=python',
    };
  const begin = files.some(({ path }) => /\.(?:py|[rR]|jl|ipynb|[Rq]md)$/.test(path))
    ? 'start from your programs: tre-container adopt'
    : 'make a project: tre-container create';
  return {
    where,
    what: 'holds no Dockerfile',
    why:
      incomplete ??
      'Files are known by their names: Dockerfile, Dockerfile.NAME, NAME.dockerfile, Containerfile, and what a compose file names.',
    fix: isOurs
      ? `bring it back: tre-container upgrade --restore Dockerfile${where === '.' ? '' : ` ${shellWord(where)}`}, or take it from your version control`
      : above === undefined
        ? `name the Dockerfile itself, or ${begin}${where === '.' ? '' : ` ${shellWord(where)}`}`
        : `name the Dockerfile itself, or the project above: tre-container check ${shellWord(pathFrom(cwd, above))}`,
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof UserError) return error.problems[0];
  throw error;
}
