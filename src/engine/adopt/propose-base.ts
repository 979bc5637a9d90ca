import type { ProposedBase, Reason } from '../../model/adopt/proposal.ts';
import type {
  DockerfileSurvey,
  LibraryUse,
  ProgramSurvey,
  RepositoryFacts,
} from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { LanguageName } from '../../model/render/language.ts';

/** A base with why, and how it runs. */
export interface BaseChoice {
  readonly base: ProposedBase;
  readonly other?: ProposedBase;
  readonly language: LanguageName | 'none';
  readonly why: Reason;
}

type Known = Pick<SurveyKnowledge, 'bases' | 'languages'>;

/** The base that a repository calls for: stop signs, then the image it has, then language, imports and notebooks. Nothing is a default. */
export function proposeBase(facts: RepositoryFacts, { bases, languages }: Known): BaseChoice {
  const [stop] = facts.stops;
  if (stop !== undefined)
    return {
      base: 'none',
      language: mainLanguage(facts, languages)?.language ?? 'none',
      why: { why: `${stop.what}; what fits: ${stop.instead}`, evidence: [stop.location] },
    };
  const fromImage = chooseByImage(facts, Object.values(bases));
  if (fromImage !== undefined) return fromImage;
  const main = mainLanguage(facts, languages);
  if (main === undefined)
    return {
      base: 'none',
      language: 'none',
      why: { why: `there is no program in ${listLabels(languages)} outside of tests and documentation`, evidence: [] },
    };
  return chooseByPrograms(facts, main, {
    bases: Object.values(bases).filter(({ language }) => language === main.language),
    label: languages[main.language].label,
  });
}

function listLabels(languages: SurveyKnowledge['languages']): string {
  const labels = Object.values(languages).flatMap(({ label, imports }) => (imports === undefined ? [] : [label]));
  return `${labels.slice(0, -1).join(', ')} or ${labels.at(-1) ?? ''}`;
}

/** The Dockerfile that says most about the program: not a workplace's, nearest to the root. */
export function mainDockerfile({ dockerfiles }: Pick<RepositoryFacts, 'dockerfiles'>): DockerfileSurvey | undefined {
  return dockerfiles
    .filter(({ isWorkplace, unread }) => !isWorkplace && unread === undefined)
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length || a.path.length - b.path.length)[0];
}

function chooseByImage(facts: RepositoryFacts, bases: readonly BaseTraits[]): BaseChoice | undefined {
  const image = mainDockerfile(facts);
  if (image === undefined) return undefined;
  const { family } = image;
  const fitting = family === undefined ? undefined : bases.find(({ proposed }) => proposed.families.includes(family));
  for (const base of fitting?.proposed.imports === undefined ? bases : []) {
    const session = facts.sessions.find(
      ({ what, location }) => location.file === image.path && base.proposed.serverInImage?.test(what) === true,
    );
    const { special, plain } = sortBases(bases.filter(({ language }) => language === base.language));
    const other = special.find((each) => each.mode === 'interactive' && importOf(each, facts) !== undefined) ?? plain;
    if (session !== undefined) return choose(base, { why: session.what, evidence: [session.location] }, other);
  }
  if (fitting === undefined) return undefined;
  const session = bases.find(
    (each) => each.opens === family && each.name !== fitting.name && each.proposed.imports === undefined,
  );
  const evidence = [{ file: image.path, line: image.fromLine }];
  return choose(fitting, { why: `${image.path} starts from ${image.from ?? ''}`, evidence }, session);
}

function choose(base: BaseTraits, why: Reason, other: BaseTraits | undefined): BaseChoice {
  return { base: base.name, ...(other === undefined ? {} : { other: other.name }), language: base.language, why };
}

/** Bases of one language: that of any program, that of any session, and those that a library calls for. */
function sortBases(bases: readonly BaseTraits[]): {
  readonly plain: BaseTraits | undefined;
  readonly session: BaseTraits | undefined;
  readonly special: readonly BaseTraits[];
} {
  const special = bases.filter(({ proposed }) => proposed.imports !== undefined);
  const others = bases.filter((base) => !special.includes(base));
  return {
    plain: others.find(({ mode }) => mode === 'batch'),
    session: others.find(({ mode }) => mode === 'interactive'),
    special,
  };
}

function importOf({ proposed }: BaseTraits, { imports }: RepositoryFacts): LibraryUse | undefined {
  return imports.find(({ name }) => proposed.imports?.libraries.includes(name) === true);
}

/** By what programs of the main language import, whether they are notebooks, and what speaks of a session. */
function chooseByPrograms(
  facts: RepositoryFacts,
  main: MainLanguage,
  { bases, label }: { readonly bases: readonly BaseTraits[]; readonly label: string },
): BaseChoice {
  const { plain, session, special } = sortBases(bases);
  const own = facts.programs.filter(({ isSide, language }) => !isSide && language === main.language);
  const notebooks = session?.opens === 'jupyter' ? own.filter(({ kind }) => kind === 'notebook') : [];
  const scripts = own.filter(({ kind, starts, usedBy }) => kind === 'script' && starts && usedBy.length === 0);
  const called = special.flatMap((base) => {
    const use = importOf(base, facts);
    const why = { why: `${use?.name ?? ''} is imported`, evidence: use === undefined ? [] : [use.location] };
    return use === undefined ? [] : [{ base, why }];
  });
  const [inSession, inBatch] = (['interactive', 'batch'] as const).map((mode) =>
    called.find(({ base }) => base.mode === mode),
  );
  if (inSession !== undefined) return choose(inSession.base, inSession.why, session);
  const whyNotebooks = explainNotebooks(facts, notebooks, scripts, session);
  if (session !== undefined && whyNotebooks !== undefined) return choose(session, whyNotebooks, inBatch?.base ?? plain);
  if (inBatch !== undefined) return choose(inBatch.base, inBatch.why, plain);
  const speaks = facts.sessions.some(({ what }) => session?.proposed.session?.test(what) === true);
  const why = whyPlain(main, special, { label, first: scripts[0] ?? own[0] });
  const none = { base: 'none', language: main.language, why } as const;
  return plain === undefined ? none : choose(plain, why, notebooks.length > 0 || speaks ? session : undefined);
}

function whyPlain(
  { files, example }: MainLanguage,
  special: readonly BaseTraits[],
  { label, first }: { readonly label: string; readonly first: ProgramSurvey | undefined },
): Reason {
  if (special.length === 0)
    return { why: `most programs are written in ${label} (${count(files)})`, evidence: [{ file: example }] };
  const names = special.map(({ proposed }) => proposed.imports?.called ?? '').join(' nor ');
  return {
    why: `the programs are written in ${label} and import ${special.length === 1 ? 'no' : 'neither'} ${names}`,
    evidence: first === undefined ? [] : [{ file: first.path }],
  };
}

/** Why people work in notebooks; nothing where programs start by themselves, or there is no notebook. */
function explainNotebooks(
  { sessions }: RepositoryFacts,
  notebooks: readonly ProgramSurvey[],
  scripts: readonly ProgramSurvey[],
  session: BaseTraits | undefined,
): Reason | undefined {
  const widgets = sessions.find(({ what }) => session?.proposed.widgets?.test(what) === true);
  const [notebook] = notebooks;
  if (notebook === undefined) return undefined;
  if (scripts.length > 0 && (widgets === undefined || scripts.length >= notebooks.length)) return undefined;
  return {
    why:
      scripts.length === 0
        ? `there are ${count(notebooks.length, 'notebook')} and no program that starts by itself`
        : `${widgets?.what ?? ''}, which live in notebooks`,
    evidence: [{ file: notebook.path }, ...(widgets === undefined ? [] : [widgets.location])],
  };
}

/** A language with the number of its files, and one of them. */
export interface MainLanguage {
  readonly language: LanguageName;
  readonly files: number;
  readonly example: string;
}

/** The language of most programs that start something; of most files where none does. Lists of packages decide a draw. */
export function mainLanguage(
  { programs, lists }: Pick<RepositoryFacts, 'programs' | 'lists'>,
  languages: SurveyKnowledge['languages'],
): MainLanguage | undefined {
  const own = programs.filter(({ isSide }) => !isSide);
  const weigh = (chosen: readonly ProgramSurvey[]): (MainLanguage & { readonly weight: number })[] =>
    Object.values(languages).flatMap(({ imports }) => {
      const language = imports?.language;
      const files = chosen.filter((program) => program.language === language);
      const [first] = files;
      if (language === undefined || first === undefined) return [];
      const isListed = lists.some((list) => list.language === language && !list.isSide);
      return [{ language, files: files.length, example: first.path, weight: files.length * (isListed ? 1.5 : 1) }];
    });
  const [best] = weigh(own).toSorted((a, b) => b.weight - a.weight);
  return best ?? weigh(programs).toSorted((a, b) => b.weight - a.weight)[0];
}

function count(files: number, noun = 'file'): string {
  return files === 1 ? `one ${noun}` : `${String(files)} ${noun}s`;
}
