import { pipelineTools } from '../../catalog/actions.ts';
import { artefacts } from '../../catalog/artefacts.ts';
import { fetchBase } from '../../catalog/bases.ts';
import { forcedFindings } from '../../catalog/forced-findings.ts';
import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { isOfBioconductor } from '../../catalog/software/bioconductor-packages.ts';
import { librarySettings } from '../../catalog/library-settings.ts';
import { offlineVariables } from '../../catalog/offline-variables.ts';
import { readQuarto } from '../../catalog/software/quarto.ts';
import { buildView } from '../../engine/render/build-view.ts';
import { formOf, freeValuesOf, recallVerdicts } from '../../engine/check/project-form.ts';
import { renderChecklist } from '../../engine/checklist/checklist.ts';
import { linkToPipeline, placeFiles } from '../../engine/delivery/place-files.ts';
import { RECORD_FILES } from '../../engine/upgrade/record-project.ts';
import { render } from '../../engine/render/render.ts';
import { buildPipelineView } from '../../engine/render/view-pipeline.ts';
import { readKeptVerdicts } from '../../io/programs/kept-verdicts.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Verdicts } from '../../model/check/kept-verdicts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { RenderedFile, RenderedTree } from '../../model/render/artefact.ts';
import type { Base } from '../../model/render/base.ts';
import type { TemplateSource } from '../../model/ports.ts';
import { formatStateFile, STATE_FILE } from '../../parse/records/state-file.ts';

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
  const text = await printChecklist(tree, { answers, base, version, folder });
  const all: [string, RenderedFile][] = [...tree, ['CHECKLIST.md', { text, executable: false, ownership: 'shared' }]];
  return new Map(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

interface ChecklistOf {
  readonly answers: Answers;
  readonly base: Base;
  readonly version: string;
  readonly folder: string;
}

async function printChecklist(tree: RenderedTree, { answers, base, version, folder }: ChecklistOf): Promise<string> {
  const { rules, results } = await giveVerdicts(filesToJudge(tree, answers, version), answers, folder);
  const manifest = tree.get('models/models.json')?.text;
  const models = manifest === undefined ? [] : (JSON.parse(manifest) as { models: Record<string, unknown>[] }).models;
  const pipelinePage = linkToPipeline(placeFiles(answers, folder));
  return renderChecklist({
    project: { answers, base },
    rules,
    results,
    questions: governanceQuestions,
    models,
    ...(pipelinePage === undefined ? {} : { pipelinePage }),
  });
}

/** The files of a rendered project with those that will be there too, so that a check of the project finds what stands in its checklist. */
export function filesToJudge(tree: RenderedTree, answers: Answers, version: string): readonly ProjectFile[] {
  const record = formatStateFile(undefined, { version, answers: { ...answers } });
  const files = [...tree].map(([path, { text, executable }]) => ({ path, size: text.length, executable, text }));
  for (const path of ['CHECKLIST.md', ...RECORD_FILES])
    files.push({ path, size: 0, executable: false, text: path === STATE_FILE ? record : '' });
  return files;
}

/**
 * The verdicts that were given on this form of project when this version was built: of a project that was not seen then, each rule is asked,
 * and only that takes the rules and parsers to be loaded.
 */
async function giveVerdicts(files: readonly ProjectFile[], answers: Answers, folder: string): Promise<Verdicts> {
  const values = folder === '' ? freeValuesOf(answers) : undefined;
  const kept = values === undefined ? undefined : readKeptVerdicts(answers.base);
  const recalled =
    values === undefined || kept === undefined
      ? undefined
      : recallVerdicts(kept, hashText(formOf(files, values)), values);
  return recalled ?? (await import('../check/judge-rendered.ts')).judgeRendered(files, folder);
}
