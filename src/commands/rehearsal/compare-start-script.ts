import type { Environment } from '../../model/command.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { renderAsWritten } from '../project/render-as-written.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';

/** What starts the container in the TRE. */
const script = 'ces/run.sh';

/**
 * The start script, where it is not the one that this version writes for the project's answers: what it starts is not known then. The repository around
 * an adopted folder makes no difference to it.
 */
export async function findOtherScripts(
  project: RehearsedProject,
  environment: Environment,
): Promise<readonly string[]> {
  const { root } = project.files;
  const text = (await project.files.read([script])).get(script)?.text;
  if (text === undefined) return [];
  const state = parseStateFile(project.texts.get(STATE_FILE)?.text ?? '');
  const written = state === undefined ? undefined : await renderAsWritten(state, environment, { root });
  return written?.get(script)?.text === text ? [] : [script];
}
