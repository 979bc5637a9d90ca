import { isByVersion } from '../../engine/adopt/image/choose-image.ts';
import { pipelineTools } from '../../catalog/actions.ts';
import { surveyedLanguages } from '../../catalog/adopt/surveyed-languages.ts';
import { artefacts } from '../../catalog/artefacts.ts';
import { bases, fetchBase } from '../../catalog/bases.ts';
import { forcedFindings } from '../../catalog/forced-findings.ts';
import { governanceQuestions } from '../../catalog/governance-questions.ts';
import { isOfBioconductor } from '../../catalog/software/bioconductor-packages.ts';
import { hubVariables } from '../../catalog/adopt/hub-readers.ts';
import { librarySettings } from '../../catalog/library-settings.ts';
import { offlineVariables } from '../../catalog/offline-variables.ts';
import { nameQuarto, quartoReleases, readQuarto } from '../../catalog/software/quarto.ts';
import {
  listPackageFiles,
  printArguments,
  printIgnoreFile,
  printReadme,
} from '../../engine/adopt/page/print-adopted-files.ts';
import { printInstallScript } from '../../engine/adopt/print-registry-packages.ts';
import { printAdoptedDockerfile } from '../../engine/adopt/print-dockerfile.ts';
import { folderInImage, sessionCopy } from '../../engine/adopt/project-folder.ts';
import { check, rulesFor } from '../../engine/check/check.ts';
import { renderChecklist } from '../../engine/checklist/checklist.ts';
import { linkToPipeline, placeFiles } from '../../engine/delivery/place-files.ts';
import { findModules, printStartScript } from '../../engine/adopt/start/print-start-script.ts';
import { rendersWithQuarto } from '../../engine/adopt/start/render-with-quarto.ts';
import { buildView } from '../../engine/render/build-view.ts';
import { RECORD_FILES } from '../../engine/upgrade/record-project.ts';
import { render } from '../../engine/render/render.ts';
import { buildPipelineView } from '../../engine/render/view-pipeline.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { AdoptedLanguage } from '../../model/adopt/surveyed-language.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import type { Base } from '../../model/render/base.ts';
import type { View } from '../../model/render/view.ts';
import type { RenderedFile, RenderedTree } from '../../model/render/artefact.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { parseProject } from '../../parse/project/project.ts';
import { formatStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { rules } from '../../rules/index.ts';
import { adaptRun } from './adapt-run.ts';
import { answerToDos } from './adopt-to-dos.ts';
import { ruleKnowledge } from '../check/rule-knowledge.ts';

/** Files of an empty project that an adopted folder has too, as they are or as what its own are made from. */
const taken =
  /^(?:Dockerfile|install_packages\.(?:R|jl)|ces\/(?!run-local\.sh).*|src\/start-session\.sh|\.tre-container\.yml)$/;
/** The pipeline, by its template, and what it reads. */
const takenWithPipeline =
  /^(?:\.github\/workflows\/container\.yml\.ejs|\.gitlab-ci\.yml\.ejs|\.trivyignore\.yaml\.ejs)$/;

/** What is rendered with, and where: the folder's path from the root of its repository, absent where there is none. */
type AdoptionPlace = Pick<Environment, 'templates' | 'version'> & {
  readonly place: string | undefined;
  /** The pipeline at the root of the repository starts the folder's. */
  readonly isStarted?: boolean;
};

/**
 * Every file of an adopted folder, by its path in the folder, without the records. `repository` is what lies above the folder: the checklist
 * is ticked by what the rules find in both together.
 */
export async function renderAdoption(
  answers: Answers,
  adoption: Adoption,
  repository: readonly ProjectFile[],
  { templates, version, place, isStarted }: AdoptionPlace,
): Promise<RenderedTree> {
  const base = bases[answers.base];
  const language = surveyedLanguages[base.language.name];
  const above = place?.split('/').slice(0, -1).join('/') ?? '';
  const where = { folder: place ?? adoption.folder, context: above };
  const pipeline = buildPipelineView(answers, base, { tools: pipelineTools, forcedFindings, version, ...where });
  const hasPipeline = place !== undefined && answers.ci !== 'none';
  const plain = render(
    artefacts.filter(
      ({ path, template }) =>
        (typeof path === 'string' && taken.test(path)) ||
        (hasPipeline && typeof template === 'string' && takenWithPipeline.test(template)),
    ),
    { ...viewAdopted(answers, adoption), pipeline },
    templates,
  );
  const accepted = hasPipeline ? pipeline.hadolintWaivers : [];
  const files = new Map<string, RenderedFile>();
  const add = (path: string, text: string | undefined, executable = false): void =>
    text === undefined ? undefined : void files.set(path, { text, executable, ownership: 'shared' });
  for (const [path, { text, executable }] of plain) {
    if (path === 'Dockerfile') add(path, printAdoptedDockerfile(text, adoption, { accepted, language }));
    else if (path === 'src/start-session.sh') add('start-session.sh', adaptSession(text, adoption, language), true);
    else if (path === 'ces/job.yaml' || path === 'ces/run.sh')
      add(path, adaptRun(text, adoption, repository), executable);
    else if (path.startsWith('install_packages.') && adoption.packages.lines.length === 0) continue;
    else if (path !== '.tre-container.yml' || pipeline.someRuleWaivers)
      add(path, printInstallScript(text, adoption), executable);
  }
  add('ces/arg-file.txt', printArguments(adoption, language));
  add('Dockerfile.dockerignore', printIgnoreFile(adoption, language));
  add('.gitignore', leftBehind);
  if (adoption.startScript !== undefined) add('start.sh', printStartScript(adoption, language), true);
  if (language.adopt.script === undefined && adoption.packages.lines.length > 0)
    add(language.adopt.ownList, `${adoption.packages.lines.join('\n')}\n`);
  const outside = nameOutside([...files.keys()], above);
  const toDo = answerToDos(adoption.toDo, answers, adoption.folder, isStarted);
  const said = { outside, toDo, language, hasPipeline, isByVersion: isByVersion(base) };
  add('README.md', printReadme(adoption, answers, base.label, said));
  add('CHECKLIST.md', await printChecklist(files, { answers, adoption, repository, above, version }));
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Files at the root of the repository, as they are named from the folder above the adopted one; `above`: that folder's path. */
function nameOutside(paths: readonly string[], above: string): readonly string[] {
  const up = above === '' ? '' : '../'.repeat(above.split('/').length);
  return paths.filter(isPlacedPath).map((path) => `${up}${path.slice(REPOSITORY_PREFIX.length)}`);
}

/** What must not be committed of the folder, without `rehearsal/`: made-up data may. */
const leftBehind = [
  '# What an upgrade keeps for undoing it; .tre-container/baseline.json belongs into the repository.',
  '/.tre-container/tx/',
  '/.tre-container/undo/',
  '# What builds, scans and hand-overs leave behind.',
  '/reports/',
  '/handover/',
  '',
].join('\n');

/** What templates see. Where a script of the base installs packages, it installs what was decided; what its starter would need is not. */
function viewAdopted(answers: Answers, adoption: Adoption): Omit<View, 'pipeline'> {
  const base = bases[answers.base];
  const installsByScript = base.language.listing !== undefined;
  const installed = !installsByScript ? answers : { ...answers, packages: adoption.packages.lines };
  // The words of the start say which documents; the image only has to have Quarto.
  const documents = rendersWithQuarto(adoption.program.start) ? ['index.qmd'] : [];
  const rendered = { ...installed, documents, quarto: answers.quarto ?? nameQuarto(quartoReleases[0]) };
  return buildView(rendered, !installsByScript ? base : { ...base, packages: [], documentPackages: [] }, {
    offlineVariables: offlineVariables.filter(({ name }) => adoption.noHub !== true || !hubVariables.includes(name)),
    librarySettings,
    fetchImage: fetchBase.images[0],
    isOfBioconductor,
    readQuarto,
  });
}

/** In place of the starter, which an empty project has: a copy of the repository that can be worked in, and stays. */
function adaptSession(text: string, adoption: Adoption, language: AdoptedLanguage): string {
  const { notebook, folder, made = [] } = adoption;
  const modules = findModules(adoption, language, sessionCopy);
  // Bounded: the script was rendered here.
  const copied = text.replace(/^# The starter in the image.*\nif .*\n(?: {2}.*\n)+fi\n/m, () =>
    [
      '# The files in the image cannot be changed; a copy in /safe_outputs can, and stays. One that is there is left alone.',
      `if [ ! -e ${sessionCopy} ]; then`,
      `  cp -R ${folderInImage(adoption)} ${sessionCopy}`,
      `  chmod -R u+w ${sessionCopy}`,
      `  rm -rf ${sessionCopy}/${folder}`,
      'fi',
      ...(made.length === 0
        ? []
        : [
            '# Folders that notebooks write to.',
            `mkdir -p ${made.map((each) => shellWord(`${sessionCopy}/${each}`)).join(' ')}`,
          ]),
      ...(modules.length === 0
        ? []
        : ['# Modules are those of the copy, so that what is edited there runs.', ...modules]),
      '',
    ].join('\n'),
  );
  return notebook === undefined
    ? copied
    : copied.replace(
        /^( *--ServerApp\.root_dir=\/)$/m,
        (line) => `${line}\n  --LabApp.default_url=${shellWord(`/lab/tree${sessionCopy}/${notebook}`)}`,
      );
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

async function printChecklist(
  rendered: ReadonlyMap<string, RenderedFile>,
  {
    answers,
    adoption,
    repository,
    above,
    version,
  }: {
    readonly answers: Answers;
    readonly adoption: Adoption;
    readonly repository: readonly ProjectFile[];
    /** Path of the folder above from the root of its repository. */
    readonly above: string;
    readonly version: string;
  },
): Promise<string> {
  const { folder } = adoption;
  const base = bases[answers.base];
  const ours = [...rendered].map(([path, { text, executable }]) => ({
    path: isPlacedPath(path) ? (above === '' ? path.slice(REPOSITORY_PREFIX.length) : path) : `${folder}/${path}`,
    size: text.length,
    executable,
    text,
  }));
  // What will be there too, so that a check of the folder finds what stands in its checklist.
  const record = formatStateFile(undefined, { version, answers: { ...answers }, adopted: adoption });
  for (const name of ['CHECKLIST.md', ...RECORD_FILES])
    ours.push({ path: `${folder}/${name}`, size: 0, executable: false, text: name === STATE_FILE ? record : '' });
  const own = new Set(ours.map(({ path }) => path));
  const files = [...repository.filter(({ path }) => !path.startsWith(`${folder}/`) && !own.has(path)), ...ours];
  const facts = await parseProject(files, {
    ...ruleKnowledge,
    dockerfiles: [`${folder}/Dockerfile`],
    home: `${folder}/`,
    folder: above,
  });
  const { results } = check(facts, rules);
  const pipelinePage = linkToPipeline(placeFiles(answers, above === '' ? folder : `${above}/${folder}`, above));
  return renderChecklist({
    ...(pipelinePage === undefined ? {} : { pipelinePage }),
    project: { answers, base, adopted: { folder, packageFiles: whereInstalled(adoption, base.language.name) } },
    rules: rulesFor(facts, rules),
    results,
    questions: governanceQuestions,
    models: [],
  });
}

/** What packages of the language are installed from; lines of a Dockerfile of theirs are in the Dockerfile here. */
function whereInstalled(adoption: Adoption, language: Base['language']['name']): readonly string[] {
  const files = listPackageFiles(adoption, surveyedLanguages[language]);
  const { copy, installsNone } = adoption.original ?? {};
  return copy === undefined || installsNone === true ? files : ['the Dockerfile', ...files];
}
