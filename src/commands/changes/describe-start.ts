import { bases } from '../../catalog/bases.ts';
import { surveyOwn } from '../project/survey-own.ts';
import { isSameFile } from '../../engine/upgrade/plan-upgrade.ts';
import type { Answers } from '../../model/answers/answers.ts';
import { startInstead, startOfDocument } from '../../model/programs/start-of-document.ts';
import { showWay } from '../../model/programs/reach.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';
import { findOwnFiles, isSidePath } from '../../parse/adopt/own-files.ts';
import { listSome } from '../../shared/list-some.ts';
import type { Past } from '../create/plan-project.ts';

/**
 * That the image, as this run leaves it, starts no program of the person's: what it starts is gone, or is the starter as it was written, beside programs of
 * their own. A sentence, none where this run changes nothing about it, and in a new project, which has its starter alone. `plan`: the files as they are
 * going to be.
 */
export async function describeStart(
  { state, baseline }: Past,
  answers: Answers,
  { plan, rendered }: { readonly plan: Plan; readonly rendered: RenderedTree },
  root: string,
): Promise<readonly string[]> {
  const base = bases[answers.base];
  const starter = `src/${base.language.starter}`;
  if (state === undefined || state.adopted !== undefined || baseline === undefined || base.kind !== 'batch') return [];
  const dockerfile = plan.find(({ path }) => path === 'Dockerfile');
  const after = (dockerfile?.next ?? dockerfile?.current)?.text ?? '';
  const isMoved = plan.some(({ path, action }) => path === starter && action !== 'keep' && action !== 'unchanged');
  if (startOf(after) === startOf(dockerfile?.current?.text ?? '') && !isMoved) return [];
  const files = overlay(surveyOwn(root).files, plan);
  // Loaded where there is something to read: to make a new project takes none of it.
  const { parseProject } = await import('../../parse/project/project.ts');
  const { reach, byPath } = await parseProject(files, { bases: Object.values(bases), dockerfiles: ['Dockerfile'] });
  const found = reach.get('Dockerfile');
  const programs = findOwnFiles(files).own.filter(
    ({ path }) =>
      path !== starter &&
      !path.endsWith('/__init__.py') &&
      !rendered.has(path) &&
      languageOf(path) === base.language.name &&
      !isSidePath(path),
  );
  const paths = programs.map(({ path }) => path).toSorted((a, b) => depth(a) - depth(b));
  const own = listSome(paths, 3);
  const gone = found?.unfollowed.find((each) => each.class === 'started' && each.isAbsent === true);
  if (gone !== undefined)
    return [
      `Dockerfile: ${showWay(gone.way)} starts ${gone.what}, and no file of the project is there${own === '' ? '' : `: the project has ${own}`}. ${sayHow(base.language.interpreter, programs)}`,
    ];
  const starts = found?.programs.some((each) => each.class === 'started' && each.program.path === starter) === true;
  const now = byPath.get(starter)?.text ?? '';
  const isOurs = [rendered.get(starter), baseline.files.get(starter)].some(
    (written) => written !== undefined && isSameFile(written, { text: now, executable: written.executable }),
  );
  if (!starts || !isOurs || programs.length === 0) return [];
  return [
    `Dockerfile: the image starts ${starter}, the example as it is written, and none of your programs (${own}). ${sayHow(base.language.interpreter, programs)}`,
  ];
}

/** How many folders a path lies in. */
function depth(path: string): number {
  return path.split('/').length;
}

/** What starts the container, by its words. */
function startOf(dockerfile: string): string {
  return dockerfile
    .split('\n')
    .filter((line) => /^(?:ENTRYPOINT|CMD)\b/i.test(line))
    .join('\n');
}

/** How the person's own is started; which one that is, nobody else knows. */
function sayHow(interpreter: string, programs: readonly ProjectFile[]): string {
  const [first, ...others] = programs.filter(({ path }) => /^src\/[^/]+$/.test(path));
  const line = `ENTRYPOINT ["${interpreter}", "/app/PROGRAM"]`;
  if (first === undefined || others.length > 0) return `Before you build, name what starts there: ${line}`;
  const start = startOfDocument(`/app/${first.path.slice('src/'.length)}`, first.path);
  const named = startInstead(line, '/app/PROGRAM', start);
  return start.first === undefined
    ? `Before you build, name what starts there: ${named}`
    : `Before you build, ${start.first}, and name it there: ${named}`;
}

/** The files as the plan leaves them. */
function overlay(files: readonly ProjectFile[], plan: Plan): readonly ProjectFile[] {
  const after = new Map(files.map((file) => [file.path, file]));
  for (const { path, action, next } of plan) {
    if (action === 'delete') after.delete(path);
    else if (next !== undefined)
      after.set(path, { path, text: next.text, executable: next.executable, size: next.text.length });
  }
  return [...after.values()];
}
