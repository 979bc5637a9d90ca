import { bases } from '../../catalog/bases.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import type { RenderedFile } from '../../model/render/artefact.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { decideAnswers, keepEarlier } from '../create/decide-answers.ts';
import { renderFiles } from '../create/render-project.ts';
import type { RehearsedProject } from './read-rehearsed-project.ts';

/** What starts the container in the TRE. */
const script = 'ces/run.sh';

/**
 * The start script, where it is not the one that this version writes for the project's answers: what it starts is not known then. A file of the project
 * cannot say that it is; it is written anew and compared.
 */
export async function findOtherScripts(
  project: RehearsedProject,
  environment: Environment,
): Promise<readonly string[]> {
  const { root } = project.files;
  const text = (await project.files.read([script])).get(script)?.text;
  if (text === undefined) return [];
  const state = parseStateFile(project.texts.get(STATE_FILE)?.text ?? '');
  if (state === undefined) return [script];
  try {
    const flags = { defaults: true };
    const answers = await decideAnswers({ flags }, environment, root, state.answers, keepEarlier);
    const written = await renderScript(answers, state, environment);
    return written?.text === text ? [] : [script];
  } catch {
    // Answers that this version does not take give no script to compare with.
    return [script];
  }
}

/** As `create` writes it, or `adopt`, whose has lines of its own; the repository around an adopted folder makes no difference to it. */
async function renderScript(
  answers: Answers,
  { adopted }: ProjectState,
  { templates, version }: Environment,
): Promise<RenderedFile | undefined> {
  if (adopted === undefined) return renderFiles(answers, bases[answers.base], templates, version).get(script);
  const { renderAdoption } = await import('../adopt/render-adoption.ts');
  return (await renderAdoption(answers, adopted, [], { templates, version, place: undefined })).get(script);
}
