import { findProjectAbove, isProject } from '../../io/project/find-projects.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { formatRenewal } from '../../report/check/renewal-text.ts';
import { keepUndo } from '../project/keep-undo.ts';
import { checklistPath as checklist } from '../rehearsal/read-rehearsed-project.ts';
import { judgeTarget } from './judge-target.ts';
import { openProjectFolder, ownPart } from './open-project-folder.ts';
import { renewChecklist } from './renew-checklist.ts';

/** What became of a checklist after another command had written, for people. */
export interface RenewedAfter {
  readonly isWritten: boolean;
  /** A line each; none where nothing was to renew. */
  readonly notes: readonly string[];
}

/**
 * Renews the whole checklist of a project in whose files a command has just written: a tick whose evidence names what stands there no longer must not stay, since nobody looks for it
 * after that command. `former`: the checklist before the command wrote into it, from which on it is told what changed. What the command did stands; where the checklist cannot be renewed, a line says so.
 */
export async function renewAfterWrite(
  folder: string,
  environment: Environment,
  former?: string,
): Promise<RenewedAfter> {
  const nothing = { isWritten: false, notes: [] };
  try {
    const target = ownPart(await openProjectFolder(folder, environment));
    if (!(await target.project.read([checklist])).has(checklist)) return nothing;
    const report = await judgeTarget(target, target.files);
    const { plan, renewal } = await renewChecklist(target, report, environment, { former });
    if (renewal.lines === 0 && plan.length === 0) return nothing;
    await target.project.apply(plan, await keepUndo(target.project, plan));
    return { isWritten: plan.length > 0, notes: formatRenewal(renewal).trimEnd().split('\n') };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [{ where, what }] = error.problems;
    const why = `${where === undefined ? '' : `${where} `}${what}`;
    return {
      isWritten: false,
      notes: [`note: ${checklist} was not renewed, and may tick what holds no longer: ${why}`],
    };
  }
}

/** The projects that the files written belong to, each once. `paths`: from `root`. */
export function projectsOf(root: string, paths: readonly string[]): readonly string[] {
  const folders = [...new Set(paths.map((path) => `${root}/${path}`.replace(/\/[^/]*$/, '')))];
  const found = folders.map((folder) => (isProject(folder) ? folder : findProjectAbove(folder)));
  return [...new Set(found.filter((folder) => folder !== undefined))];
}
