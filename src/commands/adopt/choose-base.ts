import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { bases } from '../../catalog/bases.ts';
import { type MainLanguage, mainLanguage, proposeBase } from '../../engine/adopt/propose-base.ts';
import { startedBy } from '../../engine/adopt/start/started-by.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { familiesOf } from './survey-for-base.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { UserError } from '../../model/errors.ts';

/** The base that is written; no name where none fits. What a person asked for and cannot have is refused: a session in RStudio starts as root, from files of its own. */
export function chooseBase(
  { facts, proposal }: { readonly facts: RepositoryFacts; readonly proposal: Proposal },
  asked: string | undefined,
  mode: string | undefined,
  program?: string,
): BaseName | { readonly missing?: never } {
  if (asked !== undefined && !Object.hasOwn(bases, asked))
    throw new UserError({
      where: '--base',
      what: `there is no base called ${JSON.stringify(asked)}`,
      fix: nameBases(asked, adoptable(facts)),
    });
  if (asked !== undefined) return writable(asked as BaseName, facts, mode);
  const isSession = mode === 'interactive' && proposal.mode === 'batch';
  const wanted = isSession
    ? (proposal.otherBase ?? 'none')
    : (baseOfProgram({ facts, proposal }, program) ?? (mode === 'batch' ? batchBase(proposal) : proposal.base));
  const base = wanted === 'none' && mode === 'interactive' ? sessionOf(proposal) : wanted;
  if (base === 'none') return {};
  if (surveyKnowledge.bases[base].opens === 'rstudio')
    throw new UserError({ ...noRStudio, where: 'mode', fix: `leave mode out for a batch job, or ${newRStudio}` });
  return base;
}

/** The base that a person names, unless it starts nothing of theirs, or not as they want it. */
function writable(asked: BaseName, facts: RepositoryFacts, mode: string | undefined): BaseName {
  const { label, kind, opens } = bases[asked];
  if (opens === 'rstudio')
    throw new UserError({ ...noRStudio, where: '--base', fix: `leave --base out, or ${newRStudio}` });
  refuseOtherLanguage(asked, facts);
  if (mode === undefined || mode === kind) return asked;
  const fitting = adoptable(facts).filter((name) => bases[name].kind === mode);
  throw new UserError({
    where: '--base',
    what: `${label} is a base for ${kind === 'batch' ? 'batch jobs' : 'sessions'}, and mode=${mode} asks for ${mode === 'batch' ? 'a batch job' : 'a session'}`,
    fix: `leave one of the two out${fitting.length === 0 ? '' : `, or take --base ${fitting.join(' or ')}`}`,
  });
}

const noRStudio = { what: 'adopt writes no session in RStudio, which starts as root and from files of its own' };
const newRStudio = 'make a project of its own in a new folder: tre-container create FOLDER --set base=rocker';

/** The bases that adopt can write for these programs. */
export function adoptable(facts: RepositoryFacts): readonly BaseName[] {
  return Object.values(bases).flatMap(({ name, opens }) =>
    opens === 'rstudio' || otherLanguage(name, facts) !== undefined ? [] : [name],
  );
}

/** The base for a job, where a session was proposed. */
function batchBase({ base, otherBase }: Proposal): Proposal['base'] {
  if (base === 'none' || surveyKnowledge.bases[base].mode === 'batch') return base;
  if (otherBase !== undefined && otherBase !== 'none' && surveyKnowledge.bases[otherBase].mode === 'batch')
    return otherBase;
  const { language } = surveyKnowledge.bases[base];
  const plain = Object.values(surveyKnowledge.bases).find(
    (each) => each.mode === 'batch' && each.language === language && each.proposed.imports === undefined,
  );
  return plain?.name ?? base;
}

/** The base of the language in which a program that a person named is written, where the proposed one runs another: its image would start nothing. */
function baseOfProgram(
  { facts, proposal }: { readonly facts: RepositoryFacts; readonly proposal: Proposal },
  program = '',
): BaseName | undefined {
  if (proposal.base === 'none') return undefined;
  const words = new Set(program.split(/[\s;&|'"()]+/).map((word) => word.replace(/^\.\//, '')));
  const typed = facts.programs.filter(({ path }) => words.has(path));
  // A script of the repository runs in the language of what it starts.
  const isStarted = typed.every(({ language }) => language === 'shell')
    ? startedBy(facts, [...words])
    : (path: string): boolean => words.has(path);
  const named = facts.programs.filter(({ path, language }) => isStarted(path) && language !== 'shell');
  const [first] = named;
  const own = surveyKnowledge.bases[proposal.base].language;
  if (first === undefined || named.some(({ language, kind }) => language === own || kind !== 'script'))
    return undefined;
  if (named.some(({ language }) => language !== first.language)) return undefined;
  const { language } = first;
  const { families } = familiesOf(language);
  const { base } = proposeBase(
    {
      ...facts,
      programs: facts.programs.filter((each) => each.language === language),
      dockerfiles: facts.dockerfiles.filter(({ family }) => family === undefined || families.has(family)),
    },
    surveyKnowledge,
  );
  return base === 'none' || surveyKnowledge.bases[base].language !== language ? undefined : base;
}

/** The session of the language. */
function sessionOf({ base }: Proposal): Proposal['base'] {
  const own = base === 'none' ? undefined : surveyKnowledge.bases[base].language;
  const session = Object.values(surveyKnowledge.bases).find(
    ({ opens, language, proposed }) => opens !== undefined && language === own && proposed.imports === undefined,
  );
  return session?.name ?? 'none';
}

function nameBases(asked: string, known: readonly BaseName[]): string {
  const near = nearestWord(asked, known);
  return near === undefined ? `choose one of ${known.join(', ')}` : `did you mean ${near}?`;
}

/** The language of most programs, where a base runs none of them. */
function otherLanguage(base: BaseName, facts: RepositoryFacts): MainLanguage | undefined {
  const { language, tool } = surveyKnowledge.bases[base];
  const main = mainLanguage(facts, surveyKnowledge.languages);
  if (main === undefined || facts.programs.some((program) => program.language === language)) return undefined;
  // Snakemake is itself written in Python, and its rules may start what the person brings.
  const isSnakemake = facts.orchestrators.some(({ kind }) => kind === 'snakemake');
  return isSnakemake && /^(?:pip|conda)$/.test(tool) ? undefined : main;
}

/** An image that runs no program of the repository would start nothing; where no program is in a language of ours, whoever names one knows why. */
function refuseOtherLanguage(asked: BaseName, facts: RepositoryFacts): void {
  const main = otherLanguage(asked, facts);
  if (main === undefined) return;
  const fitting = Object.values(bases).filter(
    ({ opens, language: { name } }) => name === main.language && opens !== 'rstudio',
  );
  throw new UserError({
    where: '--base',
    what: `${bases[asked].label} runs no program of this repository: they are written in ${fitting[0]?.language.label ?? main.language} (${main.example})`,
    fix: `leave --base out, or choose one of ${fitting.map(({ name }) => name).join(', ')}`,
  });
}
