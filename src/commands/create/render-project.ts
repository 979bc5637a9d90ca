import { pipelineTools } from '../../catalog/actions.ts';
import { artefacts } from '../../catalog/artefacts.ts';
import { bases, fetchBase } from '../../catalog/bases.ts';
import { knownImages } from '../../catalog/images.ts';
import { forcedFindings } from '../../catalog/forced-findings.ts';
import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { isOfBioconductor } from '../../catalog/software/bioconductor-packages.ts';
import { librarySettings } from '../../catalog/library-settings.ts';
import { offlineVariables } from '../../catalog/offline-variables.ts';
import { readQuarto } from '../../catalog/software/quarto.ts';
import { rules } from '../../rules/index.ts';
import { buildView } from '../../engine/render/build-view.ts';
import { check, rulesFor } from '../../engine/check/check.ts';
import { renderChecklist } from '../../engine/checklist/checklist.ts';
import { linkToPipeline, placeFiles } from '../../engine/delivery/place-files.ts';
import { RECORD_FILES } from '../../engine/upgrade/record-project.ts';
import { render } from '../../engine/render/render.ts';
import { buildPipelineView } from '../../engine/render/view-pipeline.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { RenderedFile, RenderedTree } from '../../model/render/artefact.ts';
import type { Base } from '../../model/render/base.ts';
import type { TemplateSource } from '../../model/ports.ts';
import { loadAtlas } from '../check/load-atlas.ts';
import { readKeptScripts } from '../../io/programs/kept-scripts.ts';
import { loadSyntax } from '../../io/programs/load-syntax.ts';
import { rememberKept } from '../../parse/pipelines/remembered-scripts.ts';
import { formatStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { parseProject } from '../../parse/project/project.ts';

/**
 * Everything this version generates for these answers, without `.yo-rc.json` and the baseline. Create and upgrade both take it;
 * `version` is this generator's, `folder` the project's path from the root of its repository. The checklist comes last: its boxes are ticked by what the rules find in the other files.
 */
export async function renderProject(
  answers: Answers,
  base: Base,
  templates: TemplateSource,
  version: string,
  folder = '',
): Promise<RenderedTree> {
  return addChecklist(renderFiles(answers, base, templates, version, folder), answers, base, version, folder);
}

/** The same without the checklist. */
export function renderFiles(
  answers: Answers,
  base: Base,
  templates: TemplateSource,
  version: string,
  folder = '',
): RenderedTree {
  const pipeline = buildPipelineView(answers, base, { tools: pipelineTools, forcedFindings, version, folder });
  const view = buildView(answers, base, {
    offlineVariables,
    librarySettings,
    fetchImage: fetchBase.images[0],
    isOfBioconductor,
    readQuarto,
  });
  return render(artefacts, { ...view, pipeline }, templates);
}

/** A rendered tree with the checklist that belongs to its files. */
export async function addChecklist(
  tree: RenderedTree,
  answers: Answers,
  base: Base,
  version: string,
  folder = '',
): Promise<RenderedTree> {
  const record = formatStateFile(undefined, { version, answers: { ...answers } });
  const text = await printChecklist(tree, { answers, base }, record, folder);
  const all: [string, RenderedFile][] = [...tree, ['CHECKLIST.md', { text, executable: false, ownership: 'shared' }]];
  return new Map(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function printChecklist(
  tree: RenderedTree,
  { answers, base }: { readonly answers: Answers; readonly base: Base },
  record: string,
  folder: string,
): Promise<string> {
  const files = [...tree].map(([path, { text, executable }]) => ({ path, size: text.length, executable, text }));
  // What will be there too, so that a check of the project finds what stands in its checklist.
  for (const path of ['CHECKLIST.md', ...RECORD_FILES])
    files.push({ path, size: 0, executable: false, text: path === STATE_FILE ? record : '' });
  recallScripts();
  const facts = await parseProject(files, {
    bases: Object.values(bases),
    images: knownImages,
    loadSyntax,
    loadAtlas,
    folder,
  });
  const { results } = check(facts, rules);
  const manifest = tree.get('models/models.json')?.text;
  const models = manifest === undefined ? [] : (JSON.parse(manifest) as { models: Record<string, unknown>[] }).models;
  const pipelinePage = linkToPipeline(placeFiles(answers, folder));
  return renderChecklist({
    project: { answers, base },
    rules: rulesFor(facts, rules),
    results,
    questions: governanceQuestions,
    models,
    ...(pipelinePage === undefined ? {} : { pipelinePage }),
  });
}

let areRecalled = false;

/** Once a process: what this version's pipelines run was read when it was built. */
function recallScripts(): void {
  if (!areRecalled) rememberKept(readKeptScripts());
  areRecalled = true;
}
