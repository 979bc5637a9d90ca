import type { ProposedBase, Reason } from '../../model/adopt/proposal.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type {
  DockerfileSurvey,
  ImageFamily,
  LibraryUse,
  ProgramSurvey,
  RepositoryFacts,
} from '../../model/adopt/repository-facts.ts';

/** A base with why, and how it runs. */
export interface BaseChoice {
  readonly base: ProposedBase;
  readonly other?: ProposedBase;
  readonly language: 'python' | 'r' | 'julia' | 'none';
  readonly why: Reason;
}

const familyBases: Readonly<Partial<Record<ImageFamily, Exclude<ProposedBase, 'none'>>>> = {
  pytorch: 'pytorch',
  rapids: 'rapids',
  jupyter: 'jupyter',
  julia: 'julia',
  r: 'r',
  rstudio: 'r',
  python: 'python',
};

/** The base that a repository calls for: stop signs, then the image it has, then language, imports and notebooks. Nothing is a default. */
export function proposeBase(facts: RepositoryFacts, bases: SurveyKnowledge['bases']): BaseChoice {
  const [stop] = facts.stops;
  if (stop !== undefined)
    return {
      base: 'none',
      language: mainLanguage(facts)?.language ?? 'none',
      why: { why: `${stop.what}; what fits: ${stop.instead}`, evidence: [stop.location] },
    };
  const fromImage = chooseByImage(facts, bases);
  if (fromImage !== undefined) return fromImage;
  const main = mainLanguage(facts);
  if (main === undefined)
    return {
      base: 'none',
      language: 'none',
      why: { why: 'there is no program in Python, R or Julia outside of tests and documentation', evidence: [] },
    };
  const evidence = [{ file: main.example }];
  if (main.language === 'julia')
    return {
      base: 'julia',
      language: 'julia',
      why: { why: `most programs are written in Julia (${count(main.files)})`, evidence },
    };
  if (main.language === 'r') return chooseR(facts, main.files, evidence);
  return choosePython(facts);
}

/** The Dockerfile that says most about the program: not a workplace's, nearest to the root. */
export function mainDockerfile({ dockerfiles }: Pick<RepositoryFacts, 'dockerfiles'>): DockerfileSurvey | undefined {
  return dockerfiles
    .filter(({ isWorkplace, unread }) => !isWorkplace && unread === undefined)
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length || a.path.length - b.path.length)[0];
}

function chooseByImage(facts: RepositoryFacts, bases: SurveyKnowledge['bases']): BaseChoice | undefined {
  const image = mainDockerfile(facts);
  if (image === undefined) return undefined;
  const evidence = [{ file: image.path, line: image.fromLine }];
  const base = image.family === undefined ? undefined : familyBases[image.family];
  const session = facts.sessions.find(
    ({ what, location }) => location.file === image.path && /jupyter|port 8888/.test(what),
  );
  if (session !== undefined && image.family !== 'rapids' && image.family !== 'pytorch')
    return {
      base: 'jupyter',
      other: usesRapids(facts.imports) === undefined ? 'python' : 'rapids',
      language: 'python',
      why: { why: session.what, evidence: [session.location] },
    };
  if (base === undefined) return undefined;
  const other = image.family === 'rstudio' ? 'rocker' : undefined;
  return {
    base,
    ...(other === undefined ? {} : { other }),
    language: bases[base].language,
    why: { why: `${image.path} starts from ${image.from ?? ''}`, evidence },
  };
}

function chooseR(facts: RepositoryFacts, files: number, evidence: Reason['evidence']): BaseChoice {
  const session = facts.sessions.find(({ what }) => /RStudio|rocker|workplace/i.test(what));
  return {
    base: 'r',
    ...(session === undefined ? {} : { other: 'rocker' as const }),
    language: 'r',
    why: { why: `most programs are written in R (${count(files)})`, evidence },
  };
}

function choosePython(facts: RepositoryFacts): BaseChoice {
  const { imports, programs } = facts;
  const own = programs.filter(({ isSide }) => !isSide);
  const notebooks = own.filter(({ kind, language }) => kind === 'notebook' && language === 'python');
  const scripts = own.filter(
    ({ kind, language, starts, usedBy }) => kind === 'script' && language === 'python' && starts && usedBy.length === 0,
  );
  const [torch, rapids] = [imports.find(isTorch), usesRapids(imports)];
  const widgets = facts.sessions.find(({ what }) =>
    /import (?:ipywidgets|ipympl|anywidget|bqplot|jupyter-scatter|panel|voila)/.test(what),
  );
  const [notebook] = notebooks;
  if (rapids !== undefined) return python('rapids', `${rapids.name} is imported`, [rapids.location], 'jupyter');
  if (notebook !== undefined && (scripts.length === 0 || (widgets !== undefined && scripts.length < notebooks.length)))
    return python(
      'jupyter',
      scripts.length === 0
        ? `there are ${count(notebooks.length, 'notebook')} and no program that starts by itself`
        : `${widgets?.what ?? ''}, which live in notebooks`,
      [{ file: notebook.path }, ...(widgets === undefined ? [] : [widgets.location])],
      torch === undefined ? 'python' : 'pytorch',
    );
  if (torch !== undefined) return python('pytorch', 'torch is imported', [torch.location], 'python');
  const [first] = scripts.length > 0 ? scripts : own.filter(({ language }) => language === 'python');
  return python(
    'python',
    'the programs are written in Python and import neither torch nor RAPIDS',
    first === undefined ? [] : [{ file: first.path, line: first.line }],
    notebook === undefined ? undefined : 'jupyter',
  );
}

function python(base: ProposedBase, why: string, evidence: Reason['evidence'], other?: ProposedBase): BaseChoice {
  return { base, ...(other === undefined ? {} : { other }), language: 'python', why: { why, evidence } };
}

function isTorch({ name }: LibraryUse): boolean {
  return /^(?:torch|torchvision|torchaudio|pytorch-lightning|lightning|monai|timm|sentence-transformers)$/.test(name);
}

function usesRapids(imports: readonly LibraryUse[]): LibraryUse | undefined {
  return imports.find(({ name }) =>
    /^(?:cudf|cuml|cugraph|cuspatial|cuxfilter|rmm|dask-cudf|rapids-singlecell)$/.test(name),
  );
}

/** The language of most programs that start something; of most files where none does. Lists of packages decide a draw. */
export function mainLanguage({
  programs,
  lists,
}: Pick<RepositoryFacts, 'programs' | 'lists'>):
  | { readonly language: 'python' | 'r' | 'julia'; readonly files: number; readonly example: string }
  | undefined {
  const own = programs.filter(({ isSide }) => !isSide);
  const weigh = (
    chosen: readonly ProgramSurvey[],
  ): { language: 'python' | 'r' | 'julia'; files: number; example: string; weight: number }[] =>
    (['python', 'r', 'julia'] as const).flatMap((language) => {
      const files = chosen.filter((program) => program.language === language);
      const [first] = files;
      if (first === undefined) return [];
      const isListed = lists.some((list) => list.language === language && !list.isSide);
      return [{ language, files: files.length, example: first.path, weight: files.length * (isListed ? 1.5 : 1) }];
    });
  const [best] = weigh(own).toSorted((a, b) => b.weight - a.weight);
  return best ?? weigh(programs).toSorted((a, b) => b.weight - a.weight)[0];
}

function count(files: number, noun = 'file'): string {
  return files === 1 ? `one ${noun}` : `${String(files)} ${noun}s`;
}
