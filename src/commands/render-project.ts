import { artefacts } from '../catalog/artefacts.ts';
import { buildView } from '../engine/build-view.ts';
import { render } from '../engine/render.ts';
import type { Answers } from '../model/answers.ts';
import type { RenderedTree } from '../model/artefact.ts';
import type { Base } from '../model/base.ts';
import type { TemplateSource } from '../model/ports.ts';

/** Everything this version generates for these answers, without `.yo-rc.json` and the baseline. Create and upgrade both take it. */
export function renderProject(answers: Answers, base: Base, templates: TemplateSource): RenderedTree {
  return render(artefacts, buildView(answers, base), templates);
}
