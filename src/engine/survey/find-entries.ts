import type { ProgramSurvey, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';

/** Programs that nothing else starts, imports or sources: what a person would start. Likeliest first. */
export function findEntries(
  facts: RepositoryFacts,
  traits: BaseTraits | undefined,
  languages: SurveyKnowledge['languages'],
): ProgramSurvey[] {
  const fits = fitsBase(facts, traits, languages);
  const conducted = new Set(facts.orchestrators.map(({ path }) => path));
  const jobs = new Set(facts.jobs?.map(({ location: { file } }) => file));
  const all = withoutJobs(
    facts.programs.filter((program) => program.starts && !conducted.has(program.path) && fits(program)),
    jobs,
  );
  const own = all.filter(({ isSide }) => !isSide);
  const isEntry = ({ path, usedBy }: ProgramSurvey): boolean =>
    namedInReadme(facts, path) ||
    (!isFurtherPage(facts, path) && usedBy.every((user) => jobs.has(user) || isWeakUser(facts, path, user)));
  const scripts = (programs: readonly ProgramSurvey[]): readonly ProgramSurvey[] =>
    programs.filter(({ kind, path }) => kind !== 'notebook' || isStep(facts, path));
  // Of one that does little at its top only a guide tells that it is started.
  const said = facts.programs.filter((each) => !each.isSide && namedInReadme(facts, each.path) && fits(each));
  const tries = [
    scripts(own.filter(isEntry)),
    withoutNotebooks(own),
    own,
    withoutNotebooks(all.filter(({ path }) => !isTest.test(path))),
    withoutNotebooks(said),
    // What does little is still a program, where nothing does more and it is more than functions.
    facts.programs.filter(
      (each) => each.kind === 'script' && !each.isSide && each.isIdle !== true && fits(each) && isEntry(each),
    ),
  ];
  const entries = tries.find((each) => each.length > 0) ?? [];
  const rank = (program: ProgramSurvey): number => rankOf(facts, program);
  return entries.toSorted(
    (a, b) => rank(b) - rank(a) || a.path.split('/').length - b.path.split('/').length || (a.path < b.path ? -1 : 1),
  );
}

/** The TRE has no scheduler: there what a job runs is started, else the job and not what only submits it. */
function withoutJobs(programs: readonly ProgramSurvey[], jobs: ReadonlySet<string>): readonly ProgramSurvey[] {
  const others = programs.filter(({ path }) => !jobs.has(path));
  if (others.some(({ isSide, kind }) => !isSide && kind !== 'notebook')) return others;
  const submitted = programs.filter(({ path, usedBy }) => !jobs.has(path) || usedBy.some((user) => jobs.has(user)));
  return submitted.length === others.length ? programs : submitted;
}

/** What tests a program is none. */
const isTest = /(?:^|\/)(?:tests?\/|testthat\/|test_[^/]+$|conftest\.py$)|_test\.\w+$/;

/** A page that Streamlit adds to the one beside its folder. */
function isFurtherPage({ pages }: RepositoryFacts, path: string): boolean {
  const above = /^((?:.*\/)?)pages\/[^/]+\.py$/.exec(path)?.[1];
  return pages.some(
    ({ what, location: { file } }) => what === 'streamlit' && file.slice(0, file.lastIndexOf('/') + 1) === above,
  );
}

/** A notebook that a guide names beside a script is a step of the work, and not only where people look around. */
function isStep({ commands, programs }: RepositoryFacts, path: string): boolean {
  return (
    namedInReadme({ commands }, path) &&
    commands.some(({ program }) =>
      programs.some((each) => each.path === program && each.kind === 'script' && !each.isSide),
    )
  );
}

function withoutNotebooks(programs: readonly ProgramSurvey[]): readonly ProgramSurvey[] {
  return programs.filter(({ kind }) => kind !== 'notebook');
}

const byPath = new WeakMap<readonly ProgramSurvey[], ReadonlyMap<string, ProgramSurvey>>();

function programsByPath(programs: readonly ProgramSurvey[]): ReadonlyMap<string, ProgramSurvey> {
  const known = byPath.get(programs) ?? new Map(programs.map((each) => [each.path, each]));
  byPath.set(programs, known);
  return known;
}

/** A user that is no program of its own right: it lies aside, or both name each other. */
function isWeakUser({ programs, orchestrators }: RepositoryFacts, path: string, user: string): boolean {
  if (orchestrators.some((each) => each.path === user)) return false;
  const program = programsByPath(programs).get(user);
  return program === undefined || program.isSide || program.usedBy.includes(path) || program.kind === 'notebook';
}

function fitsBase(
  facts: RepositoryFacts,
  traits: BaseTraits | undefined,
  languages: SurveyKnowledge['languages'],
): (program: ProgramSurvey) => boolean {
  const licence = facts.stops.find(({ kind }) => kind === 'licence');
  const licensed = Object.values(languages).filter((language) => language.licence !== undefined);
  const needed = licensed.find(({ label }) => licence?.what.includes(label) === true);
  return (program) => {
    if (licence !== undefined) return program.language === needed?.name;
    if (program.language === 'shell')
      return (
        program.starts &&
        /^(?:[^/]+|(?:scripts|bin|run)\/[^/]+)$/.test(program.path) &&
        !/\.(?:ba)?sh$(?<=(?:build|install|setup|deploy|download|docker|launch|env|postBuild|start)[\w-]*\.(?:ba)?sh)/i.test(
          program.path,
        )
      );
    if (traits === undefined) return licensed.every(({ name }) => program.language !== name);
    return (
      program.language === traits.language ||
      (languages[traits.language].ownsDocuments !== true && program.kind === 'document')
    );
  };
}

/** Names that people give to what is to be started. */
export const mainNames =
  /(?:^|\/)(?:\d+[_-])?(?:main|master|run|run_?all|run_?analysis|run_?pipeline|pipeline|reproduce|replicate|index|manuscript|paper|analysis|start|app|cli|__main__)\.\w+$/i;

function rankOf(facts: RepositoryFacts, { path, kind }: ProgramSurvey): number {
  const inReadme = facts.commands.findIndex(({ program }) => program === path);
  return (
    (inReadme < 0 ? 0 : 100 - Math.min(50, inReadme)) +
    (mainNames.test(path) ? 20 : 0) +
    (kind === 'notebook' ? -30 : 0)
  );
}

/** Whether a command line of a README starts it. */
export function namedInReadme({ commands }: Pick<RepositoryFacts, 'commands'>, path: string): boolean {
  return commands.some(({ program }) => program === path);
}
