import { tellNote } from '../../report/terminal/tell-note.ts';
import type { Environment } from '../../model/command.ts';
import type { ProjectFiles } from '../../model/ports.ts';

/** Says in one line what an interrupted run, or somebody else, left in a project's own folder; for commands that only look. */
export async function tellOfLeftovers(project: ProjectFiles, environment: Environment): Promise<void> {
  const line = await project.findInterrupted();
  if (line !== undefined) tellNote(`note: ${line}`, environment);
}
