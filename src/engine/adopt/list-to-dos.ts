import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { LibraryUse, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import {
  dataInside,
  dataToDos,
  laterToDos,
  nameToDos,
  placeOf,
  scriptToDos,
  stepToDos,
  toToDo,
} from './adoption-to-dos.ts';
import { askElsewhere } from './ask-elsewhere.ts';
import { findServer, isOfR, serverIn } from './propose-image-start.ts';
import { askArguments } from './start/needed-arguments.ts';
import { askLater } from './propose-questions.ts';
import { listSome } from '../../shared/list-some.ts';
import { throughMounts, withoutMounted } from './start/mounts.ts';
import { sessionToDos, withoutKept } from './start/session-places.ts';
import { onOneLine } from './start/on-one-line.ts';
import { namedFrom } from './start/own-folder.ts';
import { outsideToDos } from './points/read-outside.ts';
import { modelToDos } from './start/places-given.ts';

/** What was decided, as far as somebody has to look at it. */
interface Decided {
  readonly program: Adoption['program'];
  readonly folder: string;
  readonly goesIn: readonly string[];
  /** Every path of the repository. */
  readonly files: readonly string[];
  /** The list of packages that is installed as it is. */
  readonly list: string | undefined;
  readonly start: Pick<Adoption, 'links' | 'mounts' | 'startScript' | 'startFolder'>;
  /** What a copy of their Dockerfile names and the repository lacks. */
  readonly missing: readonly AdoptionToDo[];
  /** Of what is installed. */
  readonly packages: readonly AdoptionToDo[];
  /** Imports that programs do without, and that are therefore not installed. */
  readonly optional: ReadonlySet<LibraryUse>;
  /** Of programs that the container does not start. */
  readonly notStarted: readonly AdoptionToDo[];
}

/** Everything that only a person can settle, one line each. */
export function listToDos(
  seen: RepositoryFacts,
  proposal: Proposal,
  { program, folder, goesIn, list, start, files, missing, packages, optional, notStarted }: Decided,
): AdoptionToDo[] {
  // What the image has by links is settled.
  const facts = withoutMounted(seen, start.mounts ?? []);
  // Whether it is data about people is one question, not two.
  const said = new Set(dataInside(facts, goesIn).map(({ path }) => `data:${path}`));
  const pins = proposal.questions.filter(({ id }) => id.startsWith('pin:'));
  const isSession = proposal.mode === 'interactive';
  const ofStart = { ...proposal, program: { ...proposal.program, start: program.start } };
  const later = laterToDos({ questions: [...askLater(facts, ofStart), ...pins] }, list);
  const asked = new Set(later.map(({ id }) => id));
  return [
    ...stepToDos(program, folder),
    ...(program.atRun || isSession ? [] : askArguments(facts, program.start, folder).map(toToDo)),
    ...stopToDos(facts, serverToDos(facts, program, proposal.mode)),
    ...idleToDos(facts, program),
    ...nameToDos(proposal),
    ...dataToDos(facts, goesIn, folder),
    ...missing,
    ...askElsewhere(program.start, proposal.reasons['program'], folder, start.mounts).map(toToDo),
    ...packages,
    ...sayOptional([...optional]),
    ...later.filter(({ id }) => !said.has(id)),
    // A place that the TRE lacks is one question, whatever is done there.
    ...(isSession ? sessionToDos(facts, files) : modelToDos(facts, { goesIn, files, ...folderOf(start) })),
    ...(isSession ? [] : outsideToDos(facts, start.startFolder)),
    ...scriptToDos(
      isSession ? withoutKept(facts) : facts,
      withNamed(start),
      throughMounts(program, start.mounts),
    ).filter(({ place = '' }) => !asked.has(`place:${place}`)),
    ...notStarted,
  ].map((each) => ({ ...each, text: onOneLine(each.text) }));
}

/** What is kept, also by the names that lead up from where the program is started. */
function withNamed({ links, startScript, startFolder = '' }: Decided['start']): Parameters<typeof scriptToDos>[1] {
  const above = (links.above?.outputs ?? []).map((path) => namedFrom(startFolder, path));
  const kept = { ...links, outputs: [...links.outputs, ...above] };
  return { links: kept, ...(startScript === undefined ? {} : { startScript }) };
}

function folderOf({ startFolder }: Pick<Adoption, 'startFolder'>): { readonly folder?: string } {
  return startFolder === undefined ? {} : { folder: startFolder };
}

/** What none of the bases is for: there is an image all the same, since a person named a base. */
function stopToDos({ stops: [stop] }: RepositoryFacts, server: readonly AdoptionToDo[]): readonly AdoptionToDo[] {
  if (stop === undefined) return server;
  const { kind, what, instead, location } = stop;
  // One cause is one to-do.
  if (server.length > 0 && (kind === 'shiny' || kind === 'web'))
    return server.map((each) => ({ ...each, text: `${each.text}. What fits a server: ${instead}` }));
  const text = `${what}: no base is for that, and you named one. See that what the container starts does without it; what fits: ${instead}`;
  return [{ id: 'stop', text, place: placeOf(location) }, ...server];
}

/** A server that a person named as what a batch job starts, or that a session does not start. */
function serverToDos(
  { pages }: RepositoryFacts,
  { start }: Adoption['program'],
  mode: Proposal['mode'],
): AdoptionToDo[] {
  const [served] = pages;
  if (mode === 'interactive') {
    if (served === undefined) return [];
    const text = `${served.location.file} is a page of ${served.what}: the session opens JupyterLab and starts no page, so whoever works in it has to start it there, in a terminal`;
    return [{ id: 'server', text, place: placeOf(served.location) }];
  }
  const name = serverIn(start);
  const page = findServer({ pages }, undefined, start);
  if (name === undefined && page === undefined) return [];
  const what = page?.what ?? `the container starts ${name ?? ''}`;
  const session = isOfR(what) ? '' : ', or adopt it as a session (--set mode=interactive)';
  const text = `${what}, which serves pages and never ends, and a batch job is over when its program ends: start what computes and ends${session}`;
  return [{ id: 'server', text, ...(page === undefined ? {} : { place: placeOf(page.location) }) }];
}

/** A program that a person named, and that is over at once: it has functions, and nothing calls one. */
function idleToDos({ programs }: RepositoryFacts, { start }: Adoption['program']): AdoptionToDo[] {
  const idle = programs.find(({ path, isIdle }) => isIdle === true && start[1] === path);
  if (idle === undefined) return [];
  const text = `${idle.path} only defines functions: started by its path it does nothing, and ends as if all was well. Start a program that calls them, or let it call one itself`;
  return [{ id: 'idle', text, place: idle.path }];
}

function sayOptional(optional: readonly LibraryUse[]): AdoptionToDo[] {
  const [first] = optional;
  if (first === undefined) return [];
  const names = listSome(
    optional.map(({ name }) => name),
    8,
  );
  const it = optional.length === 1 ? 'it' : 'them';
  const text = `${names}: imported where a program goes on without ${it}, named by no list, and not installed: add ${it} to a list if you want what a program does with ${it}`;
  return [{ id: 'optional', text, place: placeOf(first.location) }];
}
