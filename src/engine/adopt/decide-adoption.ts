import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { OpenQuestion, Proposal } from '../../model/adopt/proposal.ts';
import type { DockerfileSurvey, PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { askElsewhere, elsewhereId } from './ask-elsewhere.ts';
import type { CopiedDockerfile, NoCopy } from './copy/copied-dockerfile.ts';
import { decideCopiedPackages } from './copy/decide-copied-packages.ts';
import { listMore, missingToDos, takeDockerfile } from './copy/take-dockerfile.ts';
import { findRoots, whyRoots } from './own-modules.ts';
import { mainDockerfile } from './propose-base.ts';
import { decidePackages } from './decide-packages.ts';
import { dataFolders } from '../survey/survey-data.ts';
import { listNotTaken } from './list-not-taken.ts';
import { placesOfWords } from '../survey/places-of-words.ts';
import { rendersWithQuarto, withRunners } from './render-with-quarto.ts';
import { wordsFor } from './propose-program.ts';
import { listSome } from '../../shared/list-some.ts';
import { wordsOfCommand } from './words-of-command.ts';

/** What a person decided of the proposal. */
export interface AdoptionChoices {
  readonly traits: BaseTraits;
  readonly sameAs: SurveyKnowledge['sameAs'];
  readonly folder: string;
  /** A path of the repository, a command line in words, or `decided-at-run`; absent: as proposed. */
  readonly program?: string;
  /** What an earlier run decided; it stands where nothing is given. */
  readonly before?: Adoption['program'];
  readonly textOf: (path: string) => string | undefined;
  /** Every file of the repository. */
  readonly files: readonly string[];
  readonly hash: (text: string) => string;
  /** By which Quarto runs what is written in a document; undefined: the base renders none. */
  readonly documentPackages: readonly string[] | undefined;
}

/** Everything that the files of an adopted folder are made from. Pure: the same facts and choices give the same. */
export function decideAdoption(seen: RepositoryFacts, proposal: Proposal, choices: AdoptionChoices): Adoption {
  const { traits, sameAs, folder, textOf } = choices;
  const program = decideProgram(seen, proposal, choices);
  const facts = withPlaces(seen, program.start, proposal);
  const taken = takeImage(facts, proposal, choices, program);
  const copy = taken === undefined || 'because' in taken.copy ? undefined : taken.copy;
  const sources = { manifest: proposal.manifest, traits, sameAs, textOf };
  const decided =
    taken === undefined || copy === undefined
      ? decidePackages(facts, sources)
      : decideCopiedPackages(facts, taken.image, sources);
  const runners = rendersWithQuarto(program.start) ? (choices.documentPackages ?? []) : [];
  const { packages, toDo } = withRunners(decided, facts, runners);
  const wanted = dropLists(proposal.goesIn, facts).filter((path) => !unwritable.test(path));
  const more = copy === undefined ? [] : listMore(copy, program, wanted, choices.files);
  const goesIn = copy === undefined ? addLists(wanted, packages) : [...new Set([...copy.sent, ...more])].toSorted();
  const links = findLinks(facts, copy === undefined ? proposal.goesIn : goesIn);
  const isSession = traits.opens !== undefined;
  const needs = isSession ? undefined : whyScript(facts, program, links);
  const roots = findRoots(facts, copy === undefined ? proposal.goesIn : goesIn);
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
    ...(needs === undefined ? {} : { startScript: needs }),
    ...(notebook === undefined ? {} : { notebook }),
    ...(taken === undefined ? {} : { original: recordOriginal(taken, choices.hash, program, more) }),
    toDo: [
      ...stepToDos(program, folder),
      ...nameToDos(proposal),
      ...dataToDos(facts, goesIn),
      ...(taken === undefined || copy === undefined ? [] : missingToDos(copy, taken.image.path, folder)),
      ...askElsewhere(program.start, proposal.reasons['program'], folder).map(toToDo),
      ...toDo,
      ...laterToDos(proposal, packages.list),
      ...scriptToDos(facts, links, program),
    ],
    reasons: { ...printReasons(proposal), ...whyRoots(roots) },
  };
}

/** The Dockerfile that says most, and what is made of it. */
interface TakenImage {
  readonly image: DockerfileSurvey;
  readonly text: string;
  readonly copy: CopiedDockerfile | NoCopy;
}

function takeImage(
  facts: RepositoryFacts,
  proposal: Proposal,
  { textOf, files, traits }: AdoptionChoices,
  program: Adoption['program'],
): TakenImage | undefined {
  const image = mainDockerfile(facts);
  const text = image === undefined ? undefined : textOf(image.path);
  if (image === undefined || text === undefined) return undefined;
  return { image, text, copy: takeDockerfile(facts, proposal, { image, text, files, traits, program }) };
}

function recordOriginal(
  { image, text, copy }: TakenImage,
  hash: AdoptionChoices['hash'],
  { start }: Adoption['program'],
  more: readonly string[],
): NonNullable<Adoption['original']> {
  const original = { path: image.path, sha256: hash(text) };
  if ('because' in copy) return { ...original, notTaken: listNotTaken(image, start), newBecause: copy.because };
  const { lines, image: from, root, edits } = copy;
  return { ...original, notTaken: edits, copy: { lines, image: from, root, more } };
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
  { program, before, traits }: AdoptionChoices,
): Adoption['program'] {
  if (program === 'decided-at-run') return { start: [traits.interpreter], atRun: true };
  const [first = ''] = proposal.program.start;
  if (program === undefined) return before ?? { start: proposal.program.start, atRun: false };
  const known = facts.programs.find(({ path }) => path === program);
  if (known === undefined) return { start: wordsOfCommand(program), atRun: false };
  // The proposal may know its arguments.
  if (proposal.program.start.includes(program) && first !== program)
    return { start: proposal.program.start, atRun: false };
  const said = facts.commands.find((line) => line.program === program);
  return { start: said !== undefined && said.words[0] !== program ? said.words : wordsFor(known), atRun: false };
}

function printReasons({ reasons }: Proposal): Adoption['reasons'] {
  return Object.fromEntries(
    Object.entries(reasons).map(([key, { why, evidence }]) => [
      key,
      `${why}${evidence[0] === undefined ? '' : ` (${placeOf(evidence[0])})`}`,
    ]),
  );
}

/** The first folder of a relative path. */
function top({ what }: PlaceFact): string | undefined {
  const path = what.replace(/^\.\//, '');
  return /^\w[\w. -]*\//.test(path) ? path.slice(0, path.indexOf('/')) : undefined;
}

/** Folders that programs read below a name that speaks of data, and names that they write to. */
function findLinks({ reads, writes, dataFiles }: RepositoryFacts, goesIn: readonly string[]): Adoption['links'] {
  const written = new Set(writes.flatMap((fact) => top(fact) ?? []));
  const read = new Set(reads.flatMap((fact) => top(fact) ?? []));
  const isThere = (name: string): boolean => goesIn.some((path) => path.startsWith(`${name}/`));
  const isData = (name: string): boolean =>
    !isThere(name) ||
    dataFolders.test(`${name}/`) ||
    dataFiles.some(({ path, goes }) => goes === 'out' && path.startsWith(`${name}/`));
  const outputs = [...written].filter((name) => !/^(?:data|raw|input|inputs)$/i.test(name)).toSorted();
  return { data: [...read].filter((name) => isData(name) && !outputs.includes(name)).toSorted(), outputs };
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

/** What a COPY takes for a pattern or a variable, and what no line of a Dockerfile can hold. */
const unwritable = /[\p{Cc}$*?[\]\\]/u;

function nameToDos({ goesIn }: Proposal): AdoptionToDo[] {
  return goesIn
    .filter((path) => unwritable.test(path))
    .slice(0, 10)
    .map((path) => ({
      id: 'name',
      text: `${JSON.stringify(path)} is left out of the image, since a Dockerfile cannot name it: rename it`,
    }));
}

/** Files that look like data and go in: whoever signs must have looked at them. */
function dataToDos({ dataFiles }: RepositoryFacts, goesIn: readonly string[]): AdoptionToDo[] {
  const inside = dataFiles.filter(({ path }) =>
    goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each))),
  );
  const [first] = inside;
  if (first === undefined) return [];
  const names = listSome(
    inside.map(({ path }) => path),
    4,
  );
  const text = `${names}: ${inside.length === 1 ? 'it looks' : 'they look'} like data, and ${inside.length === 1 ? 'goes' : 'go'} into the image as part of the program. Look: what is about people must stay out`;
  return [{ id: 'data-in', text, place: first.path }];
}

/** A step that each run names is named nowhere yet. */
function stepToDos({ atRun }: Adoption['program'], folder: string): AdoptionToDo[] {
  const file = `${folder}/ces/arg-file.txt`;
  const text = `write the step and its arguments into ${file} before each run: the container starts nothing without`;
  return atRun ? [{ id: 'step', text, place: file }] : [];
}

function laterToDos({ questions }: Proposal, list: string | undefined): AdoptionToDo[] {
  return questions
    .filter(
      ({ when, id }) =>
        when === 'later' && id !== 'lacking' && id !== elsewhereId && (list !== undefined || !id.startsWith('list:')),
    )
    .map(toToDo);
}

function toToDo({ id, question, location }: OpenQuestion): AdoptionToDo {
  return { id, text: question, ...(location === undefined ? {} : { place: placeOf(location) }) };
}

/** Results that nothing brings to /safe_outputs. */
function scriptToDos(
  { writes }: RepositoryFacts,
  { outputs, data }: Adoption['links'],
  { start }: Adoption['program'],
): AdoptionToDo[] {
  const isGiven = start.some((word) => word.includes('/safe_outputs'));
  return writes
    .filter(
      ({ what }) =>
        !what.startsWith('/safe_outputs') && !outputs.some((name) => what.replace(/^\.\//, '').startsWith(`${name}/`)),
    )
    .slice(0, 10)
    .map(({ what, location }) => ({
      id: `write:${placeOf(location)}`,
      text: data.some((name) => what.startsWith(`${name}/`))
        ? `${what} is written beside the data, to a copy on /scratch that is emptied: is it a result? Then write it to /safe_outputs`
        : isGiven && what.startsWith('...')
          ? `${nameOf(what)} is written to a place that the program computes: is it below the /safe_outputs that the start gives? Nothing else is kept`
          : `${nameOf(what)} is written where nothing is kept, unless it lies in the folder where the program is started: write results to /safe_outputs`,
      place: placeOf(location),
    }));
}

/** A name that begins with what the program computes tells little: of it only the ending is said. */
function nameOf(what: string): string {
  const ending = /^\.\.\.(?:.*\.\.\.)?(\.\w+)?$/.exec(what);
  if (ending === null) return what;
  return `a file whose name the program computes${ending[1] === undefined ? '' : `, ending in ${ending[1]},`}`;
}

function placeOf({ file, line }: { readonly file: string; readonly line?: number }): string {
  return line === undefined ? file : `${file}:${String(line)}`;
}
