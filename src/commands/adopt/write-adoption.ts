import { isThere } from '../../io/project/find-projects.ts';
import { inNewFolder } from '../../io/transaction/remove-empty-folder.ts';
import type { Memory } from '../../engine/answers/turns.ts';
import { rememberAdoption } from '../../io/adopt/context-above.ts';
import { Cancelled } from '../../model/errors.ts';
import type { Asker, ProjectFiles } from '../../model/ports.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { countOf } from '../../shared/count-of.ts';
import { writesFiles } from '../../engine/upgrade/writes-files.ts';
import { listWritten } from './print-adopted.ts';

/** A person who is asked, and what they said so far. */
export interface Asking {
  readonly asker: Asker;
  readonly memory: Memory;
}

/** Writes what was planned, once a person said yes. */
export async function writeAdoption(
  project: ProjectFiles,
  plan: Plan,
  into: string,
  person: Asking | undefined,
): Promise<void> {
  // Where nothing changes there is nothing to say yes to.
  if (person !== undefined && writesFiles(plan)) await confirm(plan, into, person);
  await project.apply(plan, { undo: `what adopt wrote${isThere(project.root) ? '' : inNewFolder}` });
  rememberAdoption(project.root);
}

/** Asks whether to write, and names what lies outside of the folder. */
async function confirm(plan: Plan, into: string, { asker, memory }: Asking): Promise<void> {
  const written = listWritten(plan);
  const outside = written.filter(isPlacedPath).map((path) => path.slice(REPOSITORY_PREFIX.length));
  const inside = `${countOf(written.length - outside.length, 'file')} into ${into}/`;
  const message = `Write ${[inside, ...outside].join(', and ')}?`;
  const help = `${outside.length > 0 ? 'GitHub reads workflows at the root of a repository only. ' : ''}All of them or none; nothing of yours is changed.`;
  const back = memory.said.size > 0;
  if (!(await asker.confirm({ message, help, initial: true, back }))) throw new Cancelled();
}

/** A plan's files as they lie in the repository. */
export function nameFrom(plan: Plan, into: string): Plan {
  return plan.map((entry) => ({ ...entry, path: nameIn(entry.path, into) }));
}

/** Files as they lie in the repository; nothing where there are none. */
export function nameTree(files: FileTree | undefined, into: string): FileTree | undefined {
  return files && new Map([...files].map(([path, file]) => [nameIn(path, into), file]));
}

function nameIn(path: string, into: string): string {
  return isPlacedPath(path) ? path.slice(REPOSITORY_PREFIX.length) : `${into}/${path}`;
}
