import type { Adoption } from '../../model/adopt/adoption.ts';
import { wordsOfArgument } from '../../model/adopt/needed-argument.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { listToDos } from './list-to-dos.ts';
import { printReasons } from './page/print-reasons.ts';
import { notStartedToDos } from './not-started.ts';
import { findOwnFolder, seenFromStart } from './start/own-folder.ts';
import { placesGiven, placesOfStart } from './start/places-given.ts';
import { argumentsOfRun, commandsOf } from './start/needed-arguments.ts';
import { factsOfStart, type StartedFacts } from './start/facts-of-start.ts';
import { startedFirst } from './start/started-by.ts';
import { nameInterpreters } from './start/name-interpreters.ts';
import { unwritable } from './adoption-to-dos.ts';
import { decideCopiedPackages } from './copy/decide-copied-packages.ts';
import { decideContents } from './copy/decide-contents.ts';
import { missingToDos } from './copy/take-dockerfile.ts';
import { recordOriginal, takeImage } from './copy/taken-image.ts';
import { findLayout } from './image/image-layout.ts';
import { findRoots, folderBesideAnother, recordModules, whyRoots } from './own-modules.ts';
import { decideOwnPackages } from './own-packages.ts';
import { usedByStart } from '../../parse/adopt/used-by-start.ts';
import { nearlyKnown } from './packages/nearly-known.ts';
import { recordHub } from './packages/hub-settings.ts';
import { decidePackages, type PackageDecision } from './decide-packages.ts';
import { optionalOf } from './packages/optional-of.ts';
import { renderedOf } from './start/rendered-of.ts';
import { rendersWithQuarto, withRunners } from './start/render-with-quarto.ts';
import { decideStart } from './start/decide-start.ts';
import { otherLanguageToDos } from './image/other-language.ts';
import { withTools } from './start/start-tools.ts';
import { wordsFor } from '../survey/words-for.ts';
import { whyLinked } from './start/why-linked.ts';
import { opensAnother, whyNamed } from './start/why-named.ts';
import { wordsOfCommand } from './start/words-of-command.ts';

/** What a person decided of the proposal. */
export interface AdoptionChoices {
  readonly traits: BaseTraits;
  readonly sameAs: SurveyKnowledge['sameAs'];
  readonly systemPrograms: SurveyKnowledge['systemPrograms'];
  readonly languages: SurveyKnowledge['languages'];
  readonly bases: SurveyKnowledge['bases'];
  readonly nearImport: SurveyKnowledge['nearImport'];
  readonly mayReadHub: (name: string) => boolean;
  readonly folder: string;
  /** A path of the repository, a command line in words, or `decided-at-run`; absent: as proposed. */
  readonly program?: string;
  /** What an earlier run decided; it stands where nothing is given. */
  readonly before?: Pick<Adoption, 'program' | 'reasons'>;
  readonly textOf: (path: string) => string | undefined;
  /** Every file of the repository. */
  readonly files: readonly string[];
  readonly isExecutable: (path: string) => boolean;
  readonly hash: (text: string) => string;
  /** By which Quarto runs what is written in a document; undefined: the base renders none. */
  readonly documentPackages: readonly string[] | undefined;
}

/** Everything that the files of an adopted folder are made from. Pure: the same facts and choices give the same. */
export function decideAdoption(seen: RepositoryFacts, proposal: Proposal, choices: AdoptionChoices): Adoption {
  const { traits, folder } = choices;
  const program = nameProgram(seen, proposal, choices);
  const isSession = traits.opens !== undefined;
  const started = factsOfStart(seen, program, isSession);
  const { facts, ...where } = seenThere(started, program, proposal, choices);
  const taken = takeImage(facts, proposal, choices, program);
  const copy = taken === undefined || 'because' in taken.copy ? undefined : taken.copy;
  const { packages, toDo } = decideInstalls(facts, proposal, choices, { program, taken });
  const { goesIn, more, inside } = decideContents(facts, proposal, choices, { program, copy, packages });
  const start = decideStart(facts, program, { goesIn: inside, files: choices.files, isSession, copy, ...where });
  const roots = findRoots(facts, inside, { start: program.start, files: choices.files });
  const { ownPackages, toDo: toDoOwn } = decideOwnPackages(facts, {
    language: choices.languages[traits.language],
    files: choices.files,
    goesIn,
    isInstalled: copy !== undefined && taken?.image.installsProject !== undefined,
  });
  return {
    context: '..',
    folder,
    mode: isSession ? 'interactive' : 'batch',
    program,
    packages,
    goesIn: goesIn.filter((path) => !unwritable.test(path)),
    ...recordModules(facts, started.reached, { start: program.start, files: choices.files, roots }),
    ...recordHub(seen, { ...choices, packages, isCopy: copy !== undefined }),
    ...(ownPackages === undefined ? {} : { ownPackages }),
    ...start,
    ...(taken === undefined ? {} : { original: recordOriginal(taken, choices.hash, program, more) }),
    toDo: listToDos(facts, proposal, {
      program,
      folder,
      goesIn,
      files: choices.files,
      list: packages.list ?? (copy === undefined ? undefined : listCopied(proposal)),
      start,
      missing: copy === undefined || taken === undefined ? [] : missingToDos(copy, taken.image.path, folder),
      packages: [...toDo, ...toDoOwn, ...otherLanguageToDos(facts, traits, choices)],
      optional: optionalOf(facts, choices),
      notStarted: notStartedToDos(seen, started, proposal, program.start),
    }),
    reasons: {
      ...printReasons(proposal, facts, traits),
      ...whyNamed(choices, program.start, seen, proposal),
      ...whyRoots(startedFirst(roots, seen, program.start)),
      ...whyLinked(facts, start, program.start),
    },
  };
}

/** The facts as they are seen from where the program is started, which the Dockerfile that starts it says, or else what it reads. */
function seenThere(
  started: StartedFacts,
  program: Adoption['program'],
  proposal: Proposal,
  choices: AdoptionChoices,
): { readonly facts: RepositoryFacts; readonly own?: string; readonly aliases: NonNullable<Adoption['aliases']> } {
  const facts = withPlaces(started.facts, program, proposal, choices);
  const { start } = program;
  const { textOf, files } = choices;
  const { folder, aliases = [] } = findLayout(facts, start, { textOf, files, goesIn: proposal.goesIn }) ?? {};
  const own = folder ?? folderBesideAnother(start, files) ?? findOwnFolder(facts, start, files, started.reached) ?? '';
  return { facts: seenFromStart(facts, own === '' ? undefined : own), aliases, ...(own === '' ? {} : { own }) };
}

/** The packages, with what runs the code of documents and what starts the steps. */
function decideInstalls(
  facts: RepositoryFacts,
  { manifest }: Proposal,
  { traits, languages, sameAs, textOf, folder, documentPackages, nearImport }: AdoptionChoices,
  { program, taken }: Pick<Adoption, 'program'> & { readonly taken: ReturnType<typeof takeImage> },
): PackageDecision {
  const sources = { manifest, traits, language: languages[traits.language], sameAs, textOf, folder };
  const copy = taken === undefined || 'because' in taken.copy ? undefined : taken.copy;
  const decided =
    taken === undefined || copy === undefined
      ? decidePackages(facts, sources)
      : decideCopiedPackages(facts, taken.image, sources);
  const runners = rendersWithQuarto(program.start) ? (documentPackages ?? []) : [];
  const whole = withTools(withRunners(decided, facts, runners), facts, program.start, copy?.lines ?? []);
  return { ...whole, toDo: [...whole.toDo, ...nearlyKnown(facts, whole.packages, { traits, nearImport })] };
}

/** The facts with what the start itself names: relative places are found only where a start script puts them. */
function withPlaces(
  facts: RepositoryFacts,
  { start, needs = [] }: Adoption['program'],
  { reasons }: Proposal,
  { textOf, languages }: AdoptionChoices,
): RepositoryFacts {
  const said = facts.commands.find(({ words }) => words.join(' ') === start.join(' '));
  const evidence = reasons['program']?.evidence[0] ?? { file: 'README.md' };
  const location = { file: said?.location.file ?? evidence.file, line: said?.location.line ?? evidence.line ?? 1 };
  const words = [...start, ...needs.flatMap((each) => (each.value === undefined ? [] : wordsOfArgument(each)))];
  const { reads, writes, isGiven } = placesOfStart(facts, words, location);
  const ofScripts = placesGiven(facts, start, textOf);
  // The default of an option that the start gives does not count.
  const holds = ({ option }: PlaceFact): boolean =>
    option === undefined || !start.some((word) => word === option || word.startsWith(`${option}=`));
  const used = usedByStart(commandsOf(start), location, languages.r.imports?.standard);
  const known = new Set(facts.imports.map(({ language, name }) => `${language} ${name}`));
  return {
    ...facts,
    imports: [...facts.imports, ...used.filter(({ language, name }) => !known.has(`${language} ${name}`))],
    reads: [...facts.reads.filter(holds), ...reads, ...ofScripts.reads],
    writes: [
      ...facts.writes.filter((each) => holds(each) && !isGiven(each)),
      ...writes,
      ...ofScripts.writes,
      ...renderedOf(start),
    ],
  };
}

/** What is started, with what it cannot be started without. */
function nameProgram(seen: RepositoryFacts, proposal: Proposal, choices: AdoptionChoices): Adoption['program'] {
  const decided = decideProgram(seen, proposal, choices);
  const named = decided.atRun ? decided : { ...decided, start: nameInterpreters(decided.start, choices) };
  const needs = choices.traits.opens === undefined ? argumentsOfRun(seen, named) : undefined;
  return needs === undefined ? named : { ...named, needs };
}

function decideProgram(
  facts: RepositoryFacts,
  proposal: Proposal,
  { program, before, traits, languages, files }: AdoptionChoices,
): Adoption['program'] {
  if (program === 'decided-at-run') return { start: [traits.interpreter], atRun: true };
  const [first = ''] = proposal.program.start;
  if (program === undefined)
    return before === undefined || opensAnother(before, files)
      ? { start: proposal.program.start, atRun: false }
      : { start: before.program.start, atRun: before.program.atRun };
  const known = facts.programs.find(({ path }) => path === program);
  if (known === undefined) return { start: withoutInstall(wordsOfCommand(program), facts), atRun: false };
  // The proposal may know its arguments.
  if (proposal.program.start.includes(program) && first !== program)
    return { start: proposal.program.start, atRun: false };
  const said = facts.commands.find((line) => line.program === program);
  return {
    start: said !== undefined && said.words[0] !== program ? said.words : wordsFor(known, languages),
    atRun: false,
  };
}

/** A command of the repository's package, by what it does: the project itself is not installed. */
export function withoutInstall(words: readonly string[], { consoleScripts }: RepositoryFacts): readonly string[] {
  const script = consoleScripts.find(({ name }) => name === words[0]);
  return script === undefined ? words : [...script.start, ...words.slice(1)];
}

/** Lines of a Dockerfile that are copied install that list as it is. */
function listCopied({ manifest }: Proposal): string | undefined {
  return manifest.path ?? undefined;
}
