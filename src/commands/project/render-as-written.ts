import { bases } from '../../catalog/bases.ts';
import type { Environment } from '../../model/command.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { decideAnswers, keepEarlier } from '../create/decide-answers.ts';
import { renderFiles } from '../create/render-project.ts';

/** Where a project lies. */
interface Place {
  readonly root: string;
  /** Its path from the root of its repository; absent where that makes no difference. */
  readonly folder?: string;
}

/**
 * What this version writes for a project's answers, as `create` does, or `adopt`, whose files have lines of their own; nothing where it does not take
 * these answers. A file of the project cannot say that it is as it was written: it is written anew and compared.
 */
export async function renderAsWritten(
  state: ProjectState,
  environment: Environment,
  { root, folder }: Place,
): Promise<RenderedTree> {
  const { templates, version } = environment;
  const { adopted } = state;
  try {
    const answers = await decideAnswers({ flags: { defaults: true } }, environment, root, state, keepEarlier);
    if (adopted === undefined) return renderFiles(answers, bases[answers.base], templates, version, folder);
    const { renderAdoption } = await import('../adopt/render-adoption.ts');
    return await renderAdoption(answers, adopted, [], { templates, version, place: folder });
  } catch {
    return new Map();
  }
}

/** The pipelines among it. */
export async function renderPipelines(
  state: ProjectState,
  environment: Environment,
  place: Place,
): Promise<readonly ProjectFile[]> {
  const files = await renderAsWritten(state, environment, place);
  return [...files].flatMap(([path, { text, executable }]) =>
    path.includes('.github/workflows/') || path.endsWith('gitlab-ci.yml')
      ? [{ path, text, executable, size: text.length }]
      : [],
  );
}
