import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import { argumentsId } from '../../model/adopt/needed-argument.ts';
import type { OpenQuestion, Proposal } from '../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { elsewhereId } from './ask-elsewhere.ts';
import { isAmong, isKeptResult, sayAmongData } from './results-among-data.ts';
import { cutToDos } from './points/cut-to-dos.ts';
import { startedBy } from './start/started-by.ts';
import { valuesOf } from '../../parse/programs/elsewhere.ts';
import { inert } from '../../model/text/inert.ts';
import { countOf } from '../../shared/count-of.ts';
import { groupBy } from '../../shared/group-by.ts';
import { listSome } from '../../shared/list-some.ts';

/** What a COPY takes for a pattern or a variable, what no line of a Dockerfile can hold, and what makes a line of it look like another. */
export const unwritable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}$*?[\]\\]/u;

/** Files whose name no Dockerfile can hold. */
export function nameToDos({ goesIn }: Proposal): AdoptionToDo[] {
  const found = goesIn.filter((path) => unwritable.test(path));
  const toDo = found.map((path) => ({
    id: 'name',
    text: `"${inert(path)}" is left out of the image, since a Dockerfile cannot name it: rename it`,
  }));
  // What can be in their names is seen in the first.
  return found.length > 10
    ? [
        ...toDo.slice(0, 10),
        { id: 'name', text: `${String(found.length - 10)} more files are left out for their names` },
      ]
    : toDo;
}

/** Files that look like data and go in. */
export function dataInside({ dataFiles }: RepositoryFacts, goesIn: readonly string[]): RepositoryFacts['dataFiles'] {
  return dataFiles.filter(({ path }) =>
    goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each))),
  );
}

/** Files that look like data and go in: whoever signs must have looked at them, and `check` asks for their word. */
export function dataToDos(facts: RepositoryFacts, goesIn: readonly string[], folder: string): AdoptionToDo[] {
  const inside = dataInside(facts, goesIn);
  const [first] = inside;
  if (first === undefined) return [];
  const paths = inside.map(({ path }) => path);
  const isMany = paths.length > 4;
  const names = listSome(isMany ? countByFolder(paths) : paths, isMany ? 8 : 4);
  const [look, go] = paths.length === 1 ? ['it looks', 'goes'] : ['they look', 'go'];
  const each = isMany ? ' (tre-container adopt --survey --json names each, under facts.dataFiles)' : '';
  const text = `${names}: ${look} like data, and ${go} into the image as part of the program${each}. Look: what is about people must stay out. What is not, check takes for data until you accept it by name, or all of a folder (path: ${first.path.slice(0, first.path.lastIndexOf('/') + 1) || 'lists/'}), in ${folder}/.tre-container.yml (check --explain no-data-files)`;
  return [{ id: 'data-in', text, place: first.path }];
}

/** `resources/ (277 files)`: by the folder at the root; what lies there itself by its name. */
function countByFolder(paths: readonly string[]): readonly string[] {
  const groups = groupBy(paths, (path) => path.slice(0, path.indexOf('/') + 1) || path);
  return [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, { length }]) => (name.endsWith('/') ? `${name} (${countOf(length, 'file')})` : name));
}

/** A step that each run names is named nowhere yet. */
export function stepToDos({ atRun }: Adoption['program'], folder: string): AdoptionToDo[] {
  const file = `${folder}/ces/arg-file.txt`;
  const text = `write the step and its arguments into ${file} before each run: the container starts nothing without`;
  return atRun ? [{ id: 'step', text, place: file }] : [];
}

/** What can wait, but for what is said elsewhere. `list`: that is installed as it is. */
export function laterToDos({ questions }: Pick<Proposal, 'questions'>, list: string | undefined): AdoptionToDo[] {
  return questions
    .filter(
      ({ when, id }) =>
        when === 'later' &&
        id !== 'lacking' &&
        id !== elsewhereId &&
        id !== argumentsId &&
        (list !== undefined || !/^(?:more:)?list:/.test(id)),
    )
    .map(toToDo);
}

/** A question as a to-do. */
export function toToDo({ id, question, location }: OpenQuestion): AdoptionToDo {
  return { id, text: question, ...(location === undefined ? {} : { place: placeOf(location) }) };
}

/** Results that nothing brings to /safe_outputs. */
export function scriptToDos(
  facts: RepositoryFacts,
  { links: { outputs, data, results = [] }, startScript }: Pick<Adoption, 'links' | 'startScript'>,
  { start }: Adoption['program'],
): AdoptionToDo[] {
  const isStarted = startedBy(facts, start);
  const writes = facts.writes.toSorted(
    (a, b) => Number(isStarted(b.location.file)) - Number(isStarted(a.location.file)),
  );
  const given = valuesOf(start).flatMap(({ value, isWritten }) => (isWritten ? [value] : []));
  // Of one that a program enters only the line is asked about.
  const places = facts.places.flatMap(({ what, isEntered }) =>
    isEntered === true ? [] : [what.replace(/ \([^()]*\)$/, '')],
  );
  const isGiven = start.some((word) => word.includes('/safe_outputs'));
  const lost = writes
    .filter(
      ({ what, location }) =>
        !what.startsWith('/safe_outputs') &&
        !places.some((place) => isBelow(what, place)) &&
        !isAmong(what, outputs) &&
        !isStepOnScratch(what, facts) &&
        !(startScript !== undefined && isBesideStart(what, location.file)),
    )
    // One call may write to one of several places.
    .filter(({ location }, at, all) => all.findIndex((other) => placeOf(other.location) === placeOf(location)) === at)
    .map(({ what, location }) => ({
      id: `write:${placeOf(location)}`,
      text: isAmong(what, data)
        ? sayAmongData(what, isKeptResult(what, results))
        : isGiven && what.startsWith('...')
          ? `${nameOf(what)} is written to a place that the program computes: is it below the /safe_outputs that the start gives? Nothing else is kept`
          : given.length > 0 && what.startsWith('...')
            ? `${nameOf(what)} is written to a place that the program computes: is it what the start names (${listSome(given, 3)})? Nothing else is kept`
            : /^(?:\/|[A-Za-z]:[\\/])/.test(what)
              ? `${nameOf(what)} is written where nothing is kept: if it is a result, write it to /safe_outputs`
              : start[0] === 'jupyter'
                ? `${nameOf(what)} is kept only where it lies in the session's copy of the project, in /safe_outputs: write results there, not beside the data`
                : `${nameOf(what)} is written where nothing is kept, unless it lies in the folder where the program is started: write results to /safe_outputs`,
      place: placeOf(location),
    }));
  return [
    ...cutToDos(stepsKept(facts, outputs), 10, 'files that are written, read again and kept in /safe_outputs'),
    ...cutToDos(lost, 10, 'files that are written where nothing is kept'),
  ];
}

/** A place that the TRE does not have is one question, whatever is written below it. */
function isBelow(what: string, place: string): boolean {
  return what === place || what.startsWith(/[\\/]$/.test(place) ? place : `${place}/`);
}

/** What is written where a run keeps its steps, and read there again: what the to-do of a step that was kept asks for. */
function isStepOnScratch(what: string, { reads }: RepositoryFacts): boolean {
  return (
    /^\/(?:scratch|tmp|var\/tmp|dev\/shm)\//.test(what) &&
    reads.some((each) => each.what === what || what.startsWith(`${each.what.replace(/\/$/, '')}/`))
  );
}

/** What one program leaves in a folder whose files are kept, and a program reads again: perhaps a step on the way, with a row for each person. */
function stepsKept({ reads, writes }: RepositoryFacts, outputs: readonly string[]): AdoptionToDo[] {
  const read = new Map(reads.map(({ what, location }) => [plain(what), location]));
  const kept = writes.filter(({ what }) => isAmong(what, outputs) && read.has(plain(what)));
  return kept
    .filter(({ what }, at) => kept.findIndex((other) => plain(other.what) === plain(what)) === at)
    .map(({ what, location }) => {
      const by = read.get(plain(what)) ?? location;
      return {
        id: `between:${plain(what)}`,
        text: `${plain(what)} is written here, read again (${placeOf(by)}), and kept in /safe_outputs: is it a result, or a step on the way? What has a row for each person must not leave the TRE: write that below /scratch`,
        place: placeOf(location),
      };
    });
}

function plain(what: string): string {
  return what.replace(/^(?:\.\/+)+/, '');
}

/** Whether a file comes to lie where the start script starts the program, and is kept. A document runs in the folder where it lies. */
function isBesideStart(what: string, file: string): boolean {
  return /^(?:\.\/)?\w[^/]*$/.test(what) && !(file.includes('/') && /\.(?:[rq]md|ipynb)$/i.test(file));
}

/** A name that begins with what the program computes tells little: of it only the ending is said. */
function nameOf(what: string): string {
  const ending = /^\.\.\.(?:.*\.\.\.)?(\.\w+)?$/.exec(what);
  if (ending === null) return what;
  return `a file whose name the program computes${ending[1] === undefined ? '' : `, ending in ${ending[1]},`}`;
}

/** FILE:LINE. */
export function placeOf({ file, line }: { readonly file: string; readonly line?: number }): string {
  return line === undefined ? file : `${file}:${String(line)}`;
}
