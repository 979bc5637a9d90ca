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
): Pick<RepositoryFacts, 'reads' | 'writes'> {
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
  };
}

/** Of one command what its program writes to, as it says of its arguments. */
function wordsWritten(facts: RepositoryFacts, command: readonly string[]): readonly string[] {
  const { programs, needs, writesTo = [] } = facts;
  const program = resolveProgram(command, new Set(programs.map(({ path }) => path)));
  if (program === undefined) return [];
  const isStarted = startedBy(facts, command);
  const given = behindProgram(command, program);
  // What follows an option is its value.
  const byPlace = given.filter(
    (word, index) => !word.startsWith('-') && !/^--?[^=]*$/.test(index === 0 ? 'x' : (given[index - 1] ?? '')),
  );
  const names = needs.flatMap((need) => (need.program === program ? (need.names[0] ?? []) : []));
  const positional = names.filter((name) => !name.startsWith('-'));
  return writesTo
    .filter(({ location }) => isStarted(location.file))
    .flatMap(({ what }) => {
      const word = /^\d+$/.test(what) ? given[Number(what) - 1] : byPlace[positional.indexOf(what)];
      return word !== undefined && /^(?:\.\/)?\w[\w. /-]*$/.test(word) && !namesProgram(word) ? [plain(word)] : [];
    });
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
