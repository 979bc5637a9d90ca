import type { Answers } from '../../model/answers/answers.ts';
import type { Base, BaseImage } from '../../model/render/base.ts';
import { languageNames, type LanguageName } from '../../model/render/language.ts';
import type { LibrarySettings } from '../../model/atlas/library-settings.ts';
import type { OfflineVariable } from '../../model/render/offline-variable.ts';
import type { View } from '../../model/render/view.ts';
import { selectLibraries } from './select-libraries.ts';
import { selectOfflineVariables } from './select-offline-variables.ts';
import { viewDocuments, type ReadQuarto } from './view-documents.ts';
import { viewListedPackages } from './view-listed-packages.ts';
import { viewRun } from './view-run.ts';
import { imageName, listCpuTorch, listPackages, viewImage, viewLicences, viewModels } from './view-software.ts';

/** The parts of the catalogue that the view is made from. */
export interface ViewSources {
  readonly offlineVariables: readonly OfflineVariable[];
  readonly librarySettings: readonly LibrarySettings[];
  /** The image in which models are fetched at build: any with Python and pip. */
  readonly fetchImage: BaseImage;
  /** Whether a package of R is known to be Bioconductor's. */
  readonly isOfBioconductor: (name: string) => boolean;
  readonly readQuarto: ReadQuarto;
}

/** Makes every decision that templates print, but those of the pipeline. Pure: the same answers and base give the same view. */
export function buildView(
  answers: Answers,
  base: Base,
  { offlineVariables, librarySettings, fetchImage, isOfBioconductor, readQuarto }: ViewSources,
): Omit<View, 'pipeline'> {
  const models = viewModels(answers.models);
  const image = viewImage(answers, base);
  const packages = listPackages(answers, base);
  const cpuTorch = answers.gpu || base.gpu || base.packageTool !== 'pip' ? [] : listCpuTorch(packages);
  const usesTorch = base.holds.includes('torch') || models.length > 0;
  const hasLoader = base.language.loaderFile !== '' && (models.length > 0 || answers.offlineLoader);
  const libraries = selectLibraries(
    [...packages, ...modelLibraries(models, base), ...base.holds, imageName(answers.image)],
    base.language.name,
    librarySettings,
  );
  const stagedTargets = models.map(({ target }) => target).filter((target) => target !== 'image');
  const bakedModels = models.filter(({ target }) => target === 'image').map(({ name }) => name);
  return {
    answers,
    base,
    image,
    ...viewKind(base),
    ...viewStarter(packages, usesTorch, models.length > 0),
    onDemand: base.kind === 'batch' && answers.runtimes.some((runtime) => runtime !== 'kubernetes'),
    hasPipeline: answers.ci !== 'none',
    hasContact: answers.contact !== '',
    packages,
    hasPackages: packages.length > 0,
    listed: viewListedPackages(packages, base.language.listing, { day: image.cranDate, isOfSecond: isOfBioconductor }),
    cpuTorch,
    installsCpuTorch: cpuTorch.length > 0,
    ...viewDocuments(answers, base, readQuarto),
    hasSystemPackages: answers.systemPackages.length > 0,
    licences: viewLicences(answers.licences),
    hasLicences: answers.licences.length > 0,
    models,
    hasModels: models.length > 0,
    hasLoader,
    firstModel: models[0]?.name ?? '',
    stagesModels: stagedTargets.length > 0,
    stagedTargets,
    bakesModels: bakedModels.length > 0,
    bakedModels,
    fetchImage: fetchImage.digest === undefined ? fetchImage.reference : `${fetchImage.reference}@${fetchImage.digest}`,
    offline: selectOfflineVariables(offlineVariables, base, hasLoader, libraries),
    run: viewRun(answers),
  };
}

/** What kind of project it is, and in which language. */
function viewKind({
  kind,
  opens,
  language: { name, interpreter, starter, loaderFile },
  dockerStacks,
}: Base): Pick<
  View,
  'batch' | LanguageName | 'rstudio' | 'notebook' | 'stacks' | 'interpreter' | 'starter' | 'loaderFile'
> {
  return {
    batch: kind === 'batch',
    ...flagLanguage(name),
    rstudio: opens === 'rstudio',
    notebook: opens === 'jupyter',
    stacks: dockerStacks === true,
    interpreter,
    starter,
    loaderFile,
  };
}

function flagLanguage(name: LanguageName): Readonly<Record<LanguageName, boolean>> {
  return Object.fromEntries(languageNames.map((each) => [each, each === name])) as Record<LanguageName, boolean>;
}

/** What the starter program in Python reads, computes and writes with: pandas where the project lists it. */
function viewStarter(
  packages: readonly string[],
  usesTorch: boolean,
  hasModels: boolean,
): Pick<View, 'usesTorch' | 'usesPandas' | 'readsCsv' | 'writesCsv' | 'plainPython' | 'typesOnly'> {
  const usesPandas = packages.some((entry) => /^pandas(?![\w.-])/i.test(entry));
  return {
    usesTorch,
    usesPandas,
    readsCsv: !usesPandas,
    writesCsv: usesTorch || !usesPandas,
    plainPython: !usesTorch && !usesPandas,
    typesOnly: hasModels,
  };
}

/** What models are loaded with. */
function modelLibraries(models: View['models'], { language }: Base): readonly string[] {
  if (models.length === 0) return [];
  return language.modelLibraries ?? models.map(({ loader }) => loader);
}
