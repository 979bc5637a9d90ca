import type { BaseName } from '../../model/answers/answers.ts';
import type { Proposal, Reason } from '../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { placeOf } from './adoption-to-dos.ts';
import { mainDockerfile, proposeBase, type BaseChoice } from './propose-base.ts';
import { proposeContents } from './propose-contents.ts';
import { proposeManifest } from './propose-manifest.ts';
import { proposeProgram } from './propose-program.ts';
import { askBetweenImages } from './image/rival-images.ts';
import { findPinFaults, proposeVersion } from './image/propose-version.ts';
import { askQuestions } from './propose-questions.ts';

/** What to do with a repository, from its facts alone. `files` are its paths; `named`: the base that a person asks for. Pure. */
export function propose(
  facts: RepositoryFacts,
  files: readonly string[],
  knowledge: Pick<SurveyKnowledge, 'sameAs' | 'bases' | 'lists' | 'languages' | 'stopSigns'>,
  named?: BaseName,
): Proposal {
  const choice =
    named === undefined
      ? unlessMixed(proposeBase(facts, knowledge), facts, knowledge)
      : namedBase(named, knowledge.bases, facts);
  const { base } = choice;
  const other = writtenOther(choice, knowledge.bases);
  const traits = base === 'none' ? undefined : knowledge.bases[base];
  const mode = modeOf(facts, traits);
  const likeliest = proposeProgram(facts, traits, knowledge.languages);
  const isByImage = named === undefined && base !== 'none';
  const started = isByImage ? askBetweenImages(likeliest, facts, knowledge) : likeliest;
  const { program } = started;
  const { manifest, why: manifestWhy } = proposeManifest(facts, choice, knowledge);
  const language = choice.language === 'none' ? undefined : knowledge.languages[choice.language];
  const brings = traits?.brings ?? [];
  const version = proposeVersion(facts, language, manifest.path, brings);
  const made = {
    base,
    ...(other === undefined ? {} : { otherBase: other }),
    mode,
    program,
    manifest,
    ...(version === undefined
      ? {}
      : { version: version.version, ...(version.isBound ? { isNewest: true as const } : {}) }),
    reasons: {
      base: whyBase(choice, version, traits),
      mode: whyMode(facts, choice, mode),
      program: started.why,
      manifest: manifestWhy,
      ...(version === undefined ? {} : { version: { why: version.why, evidence: [version.location] } }),
    },
  };
  return {
    ...made,
    ...proposeContents(files, facts, made, knowledge.languages),
    questions: askQuestions(facts, made, knowledge.bases, {
      pinFaults: findPinFaults(facts, language, manifest.path, version, brings),
      ofProgram: started.question,
    }),
  };
}

/** The next best of the bases; none where that opens RStudio, whose session starts from files of its own. */
function writtenOther({ other }: BaseChoice, bases: SurveyKnowledge['bases']): BaseChoice['other'] {
  return other === undefined || other === 'none' || bases[other].opens === 'rstudio' ? undefined : other;
}

/** A reason with the first place that shows it, as a clause of a longer one. */
function withPlace({ why, evidence: [place] }: Reason): string {
  return place === undefined ? why : `${why} (${placeOf(place)})`;
}

/** Why the base, and where the packages bound its version, that, each with its own place. */
function whyBase(
  { why }: BaseChoice,
  version: ReturnType<typeof proposeVersion>,
  traits: BaseTraits | undefined,
): Reason {
  if (version?.isBound !== true || traits?.tool !== 'pip' || traits.brings.length > 0) return why;
  return {
    why: `${withPlace(why)}; of version ${version.version}, since ${version.why}`,
    evidence: [version.location],
  };
}

/** What starts programs of a language, as a word of a command line. */
const interpreters: Readonly<Partial<Record<string, RegExp>>> = {
  python: /(?:^|[\s;&|('"/])python[\d.]*(?=\s)/,
  r: /(?:^|[\s;&|('"/])Rscript(?=\s)/,
};

/** No base has two languages: where the start runs programs of both, one after the other, none fits. */
function unlessMixed(
  choice: BaseChoice,
  facts: RepositoryFacts,
  { bases, languages, stopSigns }: Pick<SurveyKnowledge, 'bases' | 'languages' | 'stopSigns'>,
): BaseChoice {
  if (choice.base === 'none' || mainDockerfile(facts) !== undefined) return choice;
  const { program, why } = proposeProgram(facts, bases[choice.base], languages);
  const start = program.start.join(' ');
  const pair = stopSigns.pairs.find(
    ({ first, second }) => interpreters[first]?.test(start) === true && interpreters[second]?.test(start) === true,
  );
  if (pair === undefined) return choice;
  const both = `${languages[pair.first].label} and ${languages[pair.second].label}`;
  return {
    base: 'none',
    language: choice.language,
    why: {
      why: `what starts it runs programs in ${both} (${start}); what fits: ${pair.instead}`,
      evidence: why.evidence,
    },
  };
}

/** A base that a person named, also where none of them is for what the repository is: that is said beside it. */
function namedBase(base: BaseName, bases: SurveyKnowledge['bases'], { stops: [stop] }: RepositoryFacts): BaseChoice {
  const { language } = bases[base];
  if (stop === undefined) return { base, language, why: { why: 'you named it', evidence: [] } };
  return {
    base,
    language,
    why: { why: `you named it, and no base is for this: ${stop.what}`, evidence: [stop.location] },
  };
}

function modeOf({ stops }: RepositoryFacts, traits: BaseTraits | undefined): Proposal['mode'] {
  const isServer = stops.some(({ kind }) => kind === 'shiny' || kind === 'web');
  return traits?.mode ?? (isServer ? 'interactive' : 'batch');
}

function whyMode(
  { sessions, programs }: RepositoryFacts,
  { base }: BaseChoice,
  mode: Proposal['mode'],
): Proposal['reasons'][string] {
  const [session] = sessions;
  if (mode === 'interactive')
    return {
      why: session === undefined ? `${base} is a base for sessions` : session.what,
      evidence: session === undefined ? [] : [session.location],
    };
  const but = session === undefined ? '' : `; but ${session.what}`;
  return {
    why: `${programs.length === 0 ? 'as long as there is no program' : 'programs that run from beginning to end'}${but}`,
    evidence: session === undefined ? [] : [session.location],
  };
}
