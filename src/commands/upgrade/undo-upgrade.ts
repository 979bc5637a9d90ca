import { inert } from '../../model/text/inert.ts';
import { inNewFolder, removeEmptyFolder } from '../../io/transaction/remove-empty-folder.ts';
import { isProject } from '../../io/project/find-projects.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { PENDING_FILE } from '../../parse/records/pending-file.ts';
import { placeFrom } from '../../model/project/placed-path.ts';
import { nameProjectsBelow } from '../project/choose-targets.ts';
import { explainMissing } from './open-upgradable.ts';

/**
 * Brings back the state before the last upgrade: `abort` while its conflicts are open, `undo` at any time. `abort` by `force` takes back first,
 * and then only, an interrupted run that nothing on this machine proves to be the user's.
 */
export async function undoUpgrade(
  directory: string,
  mode: 'abort' | 'undo',
  force: boolean,
  environment: Environment,
): Promise<UpgradeResult> {
  const project = environment.openProject(directory);
  const missing = explainMissing(project.root, environment.cwd);
  if (missing !== undefined) throw new UserError(missing);
  const takenOver = mode === 'abort' && force ? await project.takeOver() : [];
  if (takenOver.length > 0) return describeUndone(directory, takenOver, environment);
  const said = await project.recover();
  const pending = await project.read([PENDING_FILE]);
  if (mode === 'abort' && pending.size === 0)
    throw new UserError({
      where: directory,
      what: 'no upgrade is open here',
      why: '--abort takes an upgrade back while its conflicts are open.',
      fix: 'for the last finished upgrade: --undo',
    });
  const point = await project.undoPoint();
  const edited = (point?.edited ?? []).filter(
    (path) => mode === 'undo' || !pending.get(PENDING_FILE)?.text.includes(JSON.stringify(path)),
  );
  if (!force && edited.length > 0) {
    throw new UserError({
      where: edited.map((path) => placeFrom(directory, path)).join(', '),
      what: 'edited since it was written',
      why: `To take back ${point?.label ?? 'the last write'} would lose these edits.`,
      fix: `keep a copy of what you need, then add --force`,
    });
  }
  if (point === undefined) refuseNothingToUndo(project.root, directory, environment.cwd);
  await project.undo();
  const isNew = point?.label.endsWith(inNewFolder) === true;
  const isGone = isNew && removeEmptyFolder(project.root, environment.cwd);
  const left = (point?.foreign ?? []).map(
    (path) =>
      `${path.slice(path.indexOf(':') + 1)} at the root of the repository was left as it is: no run of yours on this machine recorded it; take it back from version control`,
  );
  const notes = [
    ...(said === undefined ? [] : [said]),
    `taken back: ${inert(point?.label ?? 'the last upgrade')}`,
    ...left,
  ];
  return { ...describeUndone(directory, notes, environment), ...(isNew ? { isGone } : {}) };
}

/** Whoever stands above a project is told which one to name. */
function refuseNothingToUndo(root: string, directory: string, cwd: string): void {
  const fix = isProject(root) ? undefined : nameProjectsBelow(root, cwd, 'tre-container upgrade --undo');
  if (fix !== undefined) throw new UserError({ where: directory, what: 'there is nothing to undo', fix });
}

function describeUndone(directory: string, notes: readonly string[], environment: Environment): UpgradeResult {
  return {
    directory,
    to: environment.version,
    outcome: 'undone',
    plan: [],
    conflicts: [],
    notes,
    problems: [],
    exitCode: 0,
  };
}
