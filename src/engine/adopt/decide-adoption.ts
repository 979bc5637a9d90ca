import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import {
  dataInside,
  dataToDos,
  laterToDos,
  nameToDos,
  placeOf,
  scriptToDos,
  stepToDos,
  toToDo,
  unwritable,
} from './adoption-to-dos.ts';
import { askElsewhere } from './ask-elsewhere.ts';
import { decideCopiedPackages } from './copy/decide-copied-packages.ts';
import { listMore, missingToDos } from './copy/take-dockerfile.ts';
import { recordOriginal, takeImage } from './copy/taken-image.ts';
import { findRoots, whyRoots } from './own-modules.ts';
import { decidePackages, type PackageDecision } from './decide-packages.ts';
import { dataFolders } from '../survey/survey-data.ts';
import { placesOfWords } from '../survey/places-of-words.ts';
import { findOwnFolder } from './start/own-folder.ts';
import { rendersWithQuarto, withRunners } from './start/render-with-quarto.ts';
import { findResults } from './results-among-data.ts';
import { filesOfTools, whyAtRoot, withTools } from './start/start-tools.ts';
import { wordsFor } from '../survey/words-for.ts';
import { wordsOfCommand } from './start/words-of-command.ts';

/** What a person decided of the proposal. */
export interface AdoptionChoices {
  readonly traits: BaseTraits;
  readonly sameAs: SurveyKnowledge['sameAs'];
  readonly languages: SurveyKnowledge['languages'];
  readonly bases: SurveyKnowledge['bases'];
  readonly folder: string;
  /** A path of the repository, a command line in words, or `decided-at-run`; absent: as proposed. */
  readonly program?: string;
  /** What an earlier run decided; it stands where nothing is given. */
  readonly before?: Pick<Adoption, 'program' | 'reasons'>;
  readonly textOf: (path: string) => string | undefined;
  /** Every file of the repository. */
  readonly files: readonly string[];
  readonly hash: (text: string) => string;
  /** By which Quarto runs what is written in a document; undefined: the base renders none. */
  readonly documentPackages: readonly string[] | undefined;
}

/** Everything that the files of an adopted folder are made from. Pure: the same facts and choices give the same. */
export function decideAdoption(seen: RepositoryFacts, proposal: Proposal, choices: AdoptionChoices): Adoption {
  const { traits, folder } = choices;
  const program = decideProgram(seen, proposal, choices);
  const facts = withPlaces(seen, program.start, proposal);
  const taken = takeImage(facts, proposal, choices, program);
  const copy = taken === undefined || 'because' in taken.copy ? undefined : taken.copy;
  const { packages, toDo } = decideInstalls(facts, proposal, choices, { program, taken });
  const wanted = [...new Set([...dropLists(proposal.goesIn, facts), ...filesOfTools(program.start, choices.files)])]
    .filter((path) => !unwritable.test(path))
    .toSorted();
  const more = copy === undefined ? [] : listMore(copy, program, wanted, choices.files);
  const goesIn = copy === undefined ? addLists(wanted, packages) : [...new Set([...copy.sent, ...more])].toSorted();
  const links = findLinks(facts, copy === undefined ? proposal.goesIn : goesIn);
  const isSession = traits.opens !== undefined;
  const needs = isSession ? undefined : onOneLine(whyScript(facts, program, links));
  const roots = findRoots(facts, copy === undefined ? proposal.goesIn : goesIn);
  // Whether it is data about people is one question, not two.
  const said = new Set(dataInside(facts, goesIn).map(({ path }) => `data:${path}`));
  const own = needs === undefined ? undefined : findOwnFolder(facts, program.start, choices.files);
  const script = {
    ...(needs === undefined ? {} : { startScript: needs }),
    ...(own === undefined ? {} : { startFolder: own }),
  };
  const later = laterToDos(proposal, packages.list);
  const asked = new Set(later.map(({ id }) => id));
  const notebook = isSession ? program.start.find((word) => word.endsWith('.ipynb')) : undefined;
  return {
    context: '..',
    folder,
    mode: isSession ? 'interactive' : 'batch',
    program,
    packages,
    goesIn: goesIn.filter((path) => !unwritable.test(path)),
    links,
    ...(roots.length === 0 ? {} : { importRoots: roots.map(({ what }) => what) }),
    ...script,
    ...(notebook === undefined ? {} : { notebook }),
    ...(taken === undefined ? {} : { original: recordOriginal(taken, choices.hash, program, more) }),
    toDo: oneLineEach([
      ...stepToDos(program, folder),
      ...nameToDos(proposal),
      ...dataToDos(facts, goesIn),
      ...(taken === undefined || copy === undefined ? [] : missingToDos(copy, taken.image.path, folder)),
      ...askElsewhere(program.start, proposal.reasons['program'], folder).map(toToDo),
      ...toDo,
      ...later.filter(({ id }) => !said.has(id)),
      // A place that the TRE lacks is one question, whatever is done there.
      ...scriptToDos(facts, { links, ...script }, program).filter(({ place = '' }) => !asked.has(`place:${place}`)),
    ]),
    reasons: { ...printReasons(proposal), ...whyNamed(choices), ...whyRoots(roots) },
  };
}

/** The packages, with what runs the code of documents and what starts the steps. */
function decideInstalls(
  facts: RepositoryFacts,
  { manifest }: Proposal,
  { traits, languages, sameAs, textOf, documentPackages }: AdoptionChoices,
  { program, taken }: Pick<Adoption, 'program'> & { readonly taken: ReturnType<typeof takeImage> },
): PackageDecision {
  const sources = { manifest, traits, language: languages[traits.language], sameAs, textOf };
  const copy = taken === undefined || 'because' in taken.copy ? undefined : taken.copy;
  const decided =
    taken === undefined || copy === undefined
      ? decidePackages(facts, sources)
      : decideCopiedPackages(facts, taken.image, sources);
  const runners = rendersWithQuarto(program.start) ? (documentPackages ?? []) : [];
  return withTools(withRunners(decided, facts, runners), facts, program.start, copy?.lines ?? []);
}

/** A text of a program may hold anything; the record takes one line. */
function onOneLine<T extends string | undefined>(text: T): T {
  return text?.replaceAll(/\p{Cc}/gu, ' ') as T;
}

function oneLineEach(toDo: readonly AdoptionToDo[]): AdoptionToDo[] {
  return toDo.map((each) => ({ ...each, text: onOneLine(each.text) }));
}

/** The facts with what the start itself names: relative places are found only where a start script puts them. */
function withPlaces(facts: RepositoryFacts, start: readonly string[], { reasons }: Proposal): RepositoryFacts {
  const said = facts.commands.find(({ words }) => words.join(' ') === start.join(' '));
  const evidence = reasons['program']?.evidence[0] ?? { file: 'README.md' };
  const location = { file: said?.location.file ?? evidence.file, line: said?.location.line ?? evidence.line ?? 1 };
  const { reads, writes } = placesOfWords(start, location);
  // The default of an option that the start gives does not count.
  const holds = ({ option }: PlaceFact): boolean =>
    option === undefined || !start.some((word) => word === option || word.startsWith(`${option}=`));
  return {
    ...facts,
    reads: [...facts.reads.filter(holds), ...reads],
    writes: [...facts.writes.filter(holds), ...writes],
  };
}

function decideProgram(
  facts: RepositoryFacts,
  proposal: Proposal,
  { program, before, traits, languages }: AdoptionChoices,
): Adoption['program'] {
  if (program === 'decided-at-run') return { start: [traits.interpreter], atRun: true };
  const [first = ''] = proposal.program.start;
  if (program === undefined) return before?.program ?? { start: proposal.program.start, atRun: false };
  const known = facts.programs.find(({ path }) => path === program);
  if (known === undefined) return { start: wordsOfCommand(program), atRun: false };
  // The proposal may know its arguments.
  if (proposal.program.start.includes(program) && first !== program)
    return { start: proposal.program.start, atRun: false };
  const said = facts.commands.find((line) => line.program === program);
  return {
    start: said !== undefined && said.words[0] !== program ? said.words : wordsFor(known, languages),
    atRun: false,
  };
}

/** Why a named program is started: no file says it. Of what was decided when the folder was written, the reason of then. */
function whyNamed({ program, before }: AdoptionChoices): Adoption['reasons'] {
  const why = program === undefined ? before?.reasons['program'] : 'you named it';
  return why === undefined ? {} : { program: why };
}

function printReasons({ reasons }: Proposal): Adoption['reasons'] {
  return Object.fromEntries(
    Object.entries(reasons).map(([key, { why, evidence }]) => [
      key,
      onOneLine(`${why}${evidence[0] === undefined ? '' : ` (${placeOf(evidence[0])})`}`),
    ]),
  );
}

/** The first folder of a relative path. */
function top({ what }: PlaceFact): string | undefined {
  const path = what.replace(/^\.\//, '');
  return /^\w[\w. -]*\//.test(path) ? path.slice(0, path.indexOf('/')) : undefined;
}

/** Folders that programs read below a name that speaks of data, and names that they write to. */
function findLinks(facts: RepositoryFacts, goesIn: readonly string[]): Adoption['links'] {
  const { reads, writes, dataFiles } = facts;
  const written = new Set(writes.flatMap((fact) => top(fact) ?? []));
  const read = new Set(reads.flatMap((fact) => top(fact) ?? []));
  const isThere = (name: string): boolean => goesIn.some((path) => path.startsWith(`${name}/`));
  const isData = (name: string): boolean =>
    !isThere(name) ||
    dataFolders.test(`${name}/`) ||
    dataFiles.some(({ path, goes }) => goes === 'out' && path.startsWith(`${name}/`));
  const outputs = [...written].filter((name) => !/^(?:data|raw|input|inputs)$/i.test(name)).toSorted();
  const data = [...read].filter((name) => isData(name) && !outputs.includes(name)).toSorted();
  return { data, outputs, results: findResults(facts, data) };
}

/** Why the program cannot be started where it lies: it reads or writes by names that are relative to where it is started. */
function whyScript(
  { reads, writes }: RepositoryFacts,
  { start, atRun }: Adoption['program'],
  { data, outputs }: Adoption['links'],
): string | undefined {
  const relative = [...reads, ...writes].find(({ what }) => !/^(?:\/|[A-Za-z]:|\.\.\.)/.test(what));
  if (relative !== undefined)
    return `${relative.what} is named relative to where the program is started (${placeOf(relative.location)})`;
  const tool = whyAtRoot(start);
  if (tool !== undefined) return tool;
  if (rendersWithQuarto(start)) return 'Quarto writes beside what it renders';
  if (start.includes('-e')) return 'what is started names files of the project';
  if (start[0] === 'sh' && start[1] === '-c') return 'several command lines are started one after the other';
  if (data.length + outputs.length > 0) return 'folders of the project stand for /safe_data and /safe_outputs';
  return atRun ? 'the step is named relative to the project' : undefined;
}

/** Lists of packages that are not installed are no part of the program. */
function dropLists(goesIn: readonly string[], { lists }: RepositoryFacts): readonly string[] {
  const names = new Set(lists.flatMap(({ path, lock }) => [path, lock]));
  return goesIn.filter((path) => !names.has(path));
}

function addLists(goesIn: readonly string[], { list, with: others }: Adoption['packages']): readonly string[] {
  const wanted = [...(list === undefined ? [] : [list]), ...others];
  const missing = wanted.filter(
    (path) => !goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each))),
  );
  return [...goesIn, ...missing].toSorted();
}
