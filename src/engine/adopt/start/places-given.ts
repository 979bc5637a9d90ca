import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { placesOfWords } from '../../survey/places/places-of-words.ts';
import { isModelName } from '../../survey/survey-data.ts';
import { resolveProgram } from '../../../parse/adopt/resolve-program.ts';
import { namesProgram, namesResults } from '../../../parse/programs/elsewhere.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { cutToDos } from '../points/cut-to-dos.ts';
import { behindProgram, commandsOf } from './needed-arguments.ts';
import { seenFrom } from '../../../shared/parent-folder.ts';
import { startedBy } from './started-by.ts';

/** Places that scripts which are started give to programs, as the words of a start name them. Of one that changes its folder nobody knows from where they are seen. */
export function placesGiven(
  facts: RepositoryFacts,
  start: readonly string[],
  textOf: (path: string) => string | undefined,
): Pick<RepositoryFacts, 'reads' | 'writes'> {
  const isStarted = startedBy(facts, start);
  const found = facts.given
    .filter(({ location: { file } }) => isStarted(file) && !/^[ \t]*(?:cd|pushd)\b/m.test(textOf(file) ?? ''))
    .map(({ program, words, location }) => placesOfStart(facts, [program, ...words], location));
  return { reads: found.flatMap(({ reads }) => reads), writes: found.flatMap(({ writes }) => writes) };
}

/**
 * Places that the words of a start name. A word by its place is what the program reads, unless it writes there: that shows where it names that argument, and
 * else by a folder that is called after results.
 */
export function placesOfStart(
  facts: RepositoryFacts,
  start: readonly string[],
  location: PlaceFact['location'],
): Pick<RepositoryFacts, 'reads' | 'writes'> & { readonly isGiven: (write: PlaceFact) => boolean } {
  const { reads, writes } = placesOfWords(start, location);
  const data = new Set(facts.dataFiles.map(({ path }) => path));
  const written = new Set(commandsOf(start).flatMap((words) => wordsWritten(facts, words)));
  for (const { what } of reads)
    if (what.includes('/') && namesResults(what.slice(0, what.indexOf('/'))) && !data.has(what)) written.add(what);
  const known = new Set(writes.map(({ what }) => what));
  const more = [...written].map((place) => (/\/|\.\w+$/.test(place) ? place : `${place}/`));
  return {
    reads: reads.filter(({ what }) => !written.has(what)),
    writes: [...writes, ...more.filter((what) => !known.has(what)).map((what) => ({ what, location }))],
    isGiven: isGivenByStart(facts, start),
  };
}

/**
 * Whether a write to a name that a program computes goes where the words of a start say: each argument that it takes the name from is given as a place
 * below /safe_outputs, or as one of the project, which counts by its own name.
 */
function isGivenByStart(facts: RepositoryFacts, start: readonly string[]): (write: PlaceFact) => boolean {
  const { writes, writesTo = [] } = facts;
  return (write) => {
    const isThere = ({ location }: Pick<PlaceFact, 'location'>): boolean =>
      placeOf(location) === placeOf(write.location);
    const named = writesTo.filter(isThere);
    const starting = commandsOf(start).filter((command) => startedBy(facts, command)(write.location.file));
    return (
      isComputed(write) &&
      starting.length > 0 &&
      // Another write in that line may go anywhere.
      new Set(named.map(({ what }) => what)).size >=
        writes.filter((each) => isComputed(each) && isThere(each)).length &&
      starting.every((command) => {
        const wordOf = argumentsOf(facts, command);
        return named.every(({ what }) => {
          const word = wordOf?.(what) ?? '';
          return /^\/safe_outputs(?:\/|$)/.test(word) || isOfProject(word);
        });
      })
    );
  };
}

const isComputed = ({ what }: PlaceFact): boolean => what.startsWith('...');

/** Of one command what its program writes to, as it says of its arguments. */
function wordsWritten(facts: RepositoryFacts, command: readonly string[]): readonly string[] {
  const wordOf = argumentsOf(facts, command);
  if (wordOf === undefined) return [];
  const isStarted = startedBy(facts, command);
  return (facts.writesTo ?? [])
    .filter(({ location }) => isStarted(location.file))
    .flatMap(({ what }) => {
      const word = wordOf(what);
      return word !== undefined && isOfProject(word) ? [plain(word)] : [];
    });
}

/** A place by a relative name. */
function isOfProject(word: string): boolean {
  return /^(?:\.\/)?\w[\w. /-]*$/.test(word) && !namesProgram(word);
}

/** The word of a command that gives its program an argument: `2` for the second one, an option, or a name that its parser has for a place. */
function argumentsOf(
  { programs, needs }: RepositoryFacts,
  command: readonly string[],
): ((what: string) => string | undefined) | undefined {
  const program = resolveProgram(command, new Set(programs.map(({ path }) => path)));
  if (program === undefined) return undefined;
  const given = behindProgram(command, program);
  // What follows an option is its value.
  const byPlace = given.filter(
    (word, index) => !word.startsWith('-') && !/^--?[^=]*$/.test(index === 0 ? 'x' : (given[index - 1] ?? '')),
  );
  const names = needs.flatMap((need) => (need.program === program ? (need.names[0] ?? []) : []));
  const positional = names.filter((name) => !name.startsWith('-'));
  return (what) => {
    if (/^\d+$/.test(what)) return given[Number(what) - 1];
    if (!what.startsWith('-')) return byPlace[positional.indexOf(what)];
    const at = given.findLastIndex((word) => word === what || word.startsWith(`${what}=`));
    const word = given[at];
    return word === what ? given[at + 1] : word?.slice(what.length + 1);
  };
}

/** Stored models that are read by a name of the project and are not in the image: nothing runs without, and no repository holds them. */
export function modelToDos(
  { reads, writes }: RepositoryFacts,
  {
    goesIn,
    files,
    folder = '',
  }: { readonly goesIn: Adoption['goesIn']; readonly files: readonly string[]; readonly folder?: string },
): AdoptionToDo[] {
  const written = new Set(writes.map(({ what }) => plain(what)));
  const found = reads.flatMap((fact) => {
    const { own, location } = fact;
    const what = plain(fact.what);
    const path = own ?? seenFrom(folder, what);
    if (path === undefined || what.includes('...') || !isModelName(what) || written.has(what)) return [];
    if (goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each) && files.includes(path))))
      return [];
    const state = files.includes(path) ? 'stays out of the image' : 'is not in the repository';
    const text = `${what} is read, and ${state}: in the TRE it must lie below /safe_data, by that name`;
    return [{ id: `model-file:${path}`, text, place: placeOf(location) }];
  });
  const each = found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at);
  return cutToDos(each, 5, 'stored models that are read and are not in the image');
}

function plain(what: string): string {
  return what.replace(/^(?:\.\/+)+/, '');
}
