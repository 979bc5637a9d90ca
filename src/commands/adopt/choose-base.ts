import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { bases } from '../../catalog/bases.ts';
import { mainLanguage, proposeBase } from '../../engine/adopt/propose-base.ts';
import { startedBy } from '../../engine/adopt/start/started-by.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { familiesOf } from './survey-for-base.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { UserError } from '../../model/errors.ts';

/** The base that is written, or the name of the one that is not: a session in RStudio starts as root, from files of its own. */
export function chooseBase(
  { facts, proposal }: { readonly facts: RepositoryFacts; readonly proposal: Proposal },
  asked: string | undefined,
  mode: string | undefined,
  program?: string,
): BaseName | { readonly missing?: string } {
  const wanted =
    asked !== undefined
      ? asked
      : mode === 'interactive' && proposal.mode === 'batch'
        ? (proposal.otherBase ?? 'none')
        : (baseOfProgram({ facts, proposal }, program) ?? proposal.base);
  if (asked !== undefined && !Object.hasOwn(bases, asked))
    throw new UserError({
      where: '--base',
      what: `there is no base called ${JSON.stringify(asked)}`,
      fix: nameBases(asked),
    });
  if (asked !== undefined) refuseOtherLanguage(asked as BaseName, facts);
  if (wanted === 'none') return mode === 'interactive' ? sessionOf(proposal) : {};
  const traits = Object.hasOwn(bases, wanted) ? surveyKnowledge.bases[wanted as BaseName] : undefined;
  return traits !== undefined && traits.opens !== 'rstudio' ? (wanted as BaseName) : { missing: wanted };
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

/** The session of the language; RStudio's is not written here. */
function sessionOf({ base }: Proposal): BaseName | { readonly missing?: string } {
  const own = base === 'none' ? undefined : surveyKnowledge.bases[base].language;
  const session = Object.values(surveyKnowledge.bases).find(
    ({ opens, language, proposed }) => opens !== undefined && language === own && proposed.imports === undefined,
  );
  if (session === undefined) return {};
  return session.opens === 'rstudio' ? { missing: session.name } : session.name;
}

function nameBases(asked: string): string {
  const near = nearestWord(asked, Object.keys(bases));
  return near === undefined ? `choose one of ${Object.keys(bases).join(', ')}` : `did you mean ${near}?`;
}

/** An image that runs no program of the repository would start nothing; where no program is in a language of ours, whoever names one knows why. */
function refuseOtherLanguage(asked: BaseName, facts: RepositoryFacts): void {
  const { language, tool } = surveyKnowledge.bases[asked];
  const main = mainLanguage(facts, surveyKnowledge.languages);
  if (main === undefined || facts.programs.some((program) => program.language === language)) return;
  // Snakemake is itself written in Python, and its rules may start what the person brings.
  if (/^(?:pip|conda)$/.test(tool) && facts.orchestrators.some(({ kind }) => kind === 'snakemake')) return;
  const fitting = Object.values(bases).filter(
    ({ opens, language: { name } }) => name === main.language && opens !== 'rstudio',
  );
  throw new UserError({
    where: '--base',
    what: `${bases[asked].label} runs no program of this repository: they are written in ${fitting[0]?.language.label ?? main.language} (${main.example})`,
    fix: `leave --base out, or choose one of ${fitting.map(({ name }) => name).join(', ')}`,
  });
}
