import { type Problem, UserError } from '../../model/errors.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { nameFolder } from '../../model/text/name-folder.ts';

/**
 * A project whose errors place its files from where the command was typed: `../lung-ct/Dockerfile`, where the project itself knows them as
 * `Dockerfile`; and whose commands name it. `shown`: the project's folder as it was typed.
 */
export function placeErrors(project: ProjectFiles, shown: string): ProjectFiles {
  const prefix = shown === '.' || shown === '' ? '' : shown.endsWith('/') ? shown : `${shown}/`;
  if (prefix === '') return project;
  const label = (where: string): string => (/^(?:[/-]|[A-Za-z]:\\)/.test(where) ? where : `${prefix}${where}`);
  const placeFix = (problem: Problem): Problem =>
    problem.fix === undefined || problem.fix.includes(project.root)
      ? problem
      : { ...problem, fix: nameFolder(problem.fix, shown) };
  const place = (error: unknown): unknown => {
    if (!(error instanceof UserError)) return error;
    const [first, ...rest] = error.problems.map((problem) =>
      placeFix(problem.where === undefined ? problem : { ...problem, where: label(problem.where) }),
    );
    return first === undefined ? error : new UserError(first, ...rest);
  };
  const placed = async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw place(error);
    }
  };
  return {
    root: project.root,
    placed,
    findInterrupted: async () => placed(async () => project.findInterrupted()),
    recover: async () => placed(async () => project.recover()),
    takeOver: async () => placed(async () => project.takeOver()),
    read: async (paths) => placed(async () => project.read(paths)),
    apply: async (plan, options) => placed(async () => project.apply(plan, options)),
    uncommitted: async (paths) => project.uncommitted(paths),
    undoPoint: async () => placed(async () => project.undoPoint()),
    undo: async () => placed(async () => project.undo()),
  };
}
