import { pipelineTools } from '../catalog/actions.ts';
import { artefacts } from '../catalog/artefacts.ts';
import { bases } from '../catalog/bases.ts';
import { forcedFindings } from '../catalog/forced-findings.ts';
import { offlineVariables } from '../catalog/offline-variables.ts';
import { buildView } from '../engine/build-view.ts';
import { render } from '../engine/render.ts';
import { buildPipelineView } from '../engine/view-pipeline.ts';
import type { Answers } from '../model/answers.ts';
import type { RenderedTree } from '../model/artefact.ts';
import type { Base } from '../model/base.ts';
import type { TemplateSource } from '../model/ports.ts';

/** Everything this version generates for these answers, without `.yo-rc.json` and the baseline. Create and upgrade both take it; `version` is this generator's. */
export function renderProject(answers: Answers, base: Base, templates: TemplateSource, version: string): RenderedTree {
  const pipeline = buildPipelineView(answers, base, { tools: pipelineTools, forcedFindings, version });
  const view = buildView(answers, base, { offlineVariables, fetchImage: bases.python.images[0] });
  return render(artefacts, { ...view, pipeline }, templates);
}
