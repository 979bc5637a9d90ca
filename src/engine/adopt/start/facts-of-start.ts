import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { ImportRoot, LibraryUse, PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { findRead } from '../../survey/survey-data.ts';
import { joinUses } from '../../survey/survey-libraries.ts';
import { commandsOf } from './needed-arguments.ts';
import { startedModules, withAllUsed } from './started-by.ts';

/** What of the facts is about what the container starts, and the programs that it does not start. */
export interface StartedFacts {
  readonly facts: RepositoryFacts;
  readonly notStarted: readonly string[];
  /** The programs that are started, and all that these use; absent where nobody can tell. */
  readonly reached?: ReadonlySet<string>;
  /** A program among these that may load any other, so that all of them count. */
  readonly open?: LoadingProgram;
  /** A program among these that loads others by names that it computes, and of which the packages are known. */
  readonly loads?: LoadingProgram;
}

type LoadingProgram = Pick<RepositoryFacts['modules'][number], 'path' | 'openAt'>;

/** What runs no program, between commands that do. */
const aside: ReadonlySet<string> = new Set('mkdir echo printf export set true ls cp rm touch'.split(' '));

/**
 * The facts of what is started and of all that this uses. All of them where nobody can tell what that is: in a session, where each run names the step,
 * where something else than a program of the repository starts them (make), and where one of them loads what no text names.
 */
export function factsOfStart(facts: RepositoryFacts, program: Adoption['program'], isSession: boolean): StartedFacts {
  const found = isSession || program.atRun ? undefined : reachedBy(facts, program.start);
  if (found === undefined) return { facts, notStarted: [] };
  const { reached, started, open, loads } = found;
  if (open !== undefined) return { facts, notStarted: [], open };
  const all = [...facts.programs, ...facts.modules];
  const others = new Set(all.flatMap(({ path }) => (reached.has(path) ? [] : [path])));
  const onlyImported = importedAlone(facts, reached, started);
  // What a file does only where it is started, it does not where it is imported.
  const isStarted = ({ location, isMain }: PlaceFact): boolean =>
    !others.has(location.file) && (isMain !== true || !onlyImported.has(location.file));
  const imports = facts.imports.flatMap((use) => usedHere(use, others) ?? []);
  const reads = facts.reads.filter(isStarted);
  return {
    facts: {
      ...facts,
      imports,
      reads,
      lacking: facts.lacking.flatMap((use) => usedHere(use, others) ?? []),
      services: facts.services.flatMap((each) => placedAt(each, imports) ?? []),
      writes: facts.writes.filter(isStarted),
      importRoots: facts.importRoots.flatMap((root) => rootHere(root, others) ?? []),
      models: facts.models.filter(isStarted),
      network: facts.network.filter(isStarted),
      places: facts.places.filter(isStarted),
      tools: facts.tools.filter(isStarted),
      notUtf8: facts.notUtf8.filter(isStarted),
      dataFiles: facts.dataFiles.map((file) => {
        if (file.readAt === undefined || !others.has(file.readAt.file)) return file;
        const { readAt: _, ...rest } = file;
        const read = findRead(file.path, reads);
        return read === undefined ? rest : { ...rest, readAt: read.location };
      }),
    },
    reached,
    ...(loads === undefined ? {} : { loads }),
    notStarted: facts.programs.flatMap(({ path, isSide }) => (others.has(path) && !isSide ? [path] : [])),
  };
}

/** Programs that are reached by imports alone. */
function importedAlone(
  { programs }: RepositoryFacts,
  reached: ReadonlySet<string>,
  started: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = programs.filter(
    ({ path, startedBy = [] }) => reached.has(path) && !started.has(path) && !startedBy.some((by) => reached.has(by)),
  );
  return new Set(found.map(({ path }) => path));
}

/** The programs that these words start, with all that they use; nothing where that is not known. */
function reachedBy(
  facts: RepositoryFacts,
  start: readonly string[],
):
  | (Pick<StartedFacts, 'open' | 'loads'> & {
      readonly reached: ReadonlySet<string>;
      /** The programs that the words name themselves. */
      readonly started: ReadonlySet<string>;
    })
  | undefined {
  const { programs, modules, orchestrators, ownPackages } = facts;
  const paths = new Set(programs.map(({ path }) => path));
  const conducting = new Set(orchestrators.map(({ path }) => path));
  const started = new Set<string>();
  for (const words of commandsOf(start)) {
    const said = words.flatMap((word) => word.split(/[\s'"()=,]+/)).map((word) => word.replace(/^\.\//, ''));
    const named = [...said.filter((word) => paths.has(word)), ...startedModules(facts, words)];
    if (said.some((word) => conducting.has(word))) return undefined;
    if (named.length === 0 && !aside.has(words[0] ?? '')) return undefined;
    for (const path of named) started.add(path);
  }
  // A package of the repository that is installed is loaded whole.
  const ofPackages = programs.filter(({ path }) => ownPackages.some(({ folder }) => path.startsWith(`${folder}R/`)));
  const reached = withAllUsed([...started, ...ofPackages.map(({ path }) => path)], facts);
  if (started.size === 0) return undefined;
  const used = [...programs, ...modules].filter(({ path }) => reached.has(path));
  const open = used.find(({ isOpen }) => isOpen === true);
  const loads = used.find(({ mayLoad = [] }) => mayLoad.length > 0);
  return { reached, started, ...(open === undefined ? {} : { open }), ...(loads === undefined ? {} : { loads }) };
}

/** A library as the programs use it that are not among these others. */
function usedHere(use: LibraryUse, others: ReadonlySet<string>): LibraryUse | undefined {
  const { places = [use], location: _, isTried: __, ...rest } = use;
  const here = places.filter(({ location }) => !others.has(location.file));
  return joinUses(here.map(({ location, isTried }) => ({ ...rest, location, ...(isTried === true && { isTried }) })));
}

/** A folder of modules as the programs import from it that are not among these others. */
function rootHere(root: ImportRoot, others: ReadonlySet<string>): ImportRoot | undefined {
  const places = root.places.filter(({ file }) => !others.has(file));
  const [location] = places;
  return location === undefined ? undefined : { ...root, location, places };
}

/** A service by the package that talks to it, where that is still imported. */
function placedAt(service: PlaceFact, imports: readonly LibraryUse[]): PlaceFact | undefined {
  const use = imports.find(({ name }) => service.what.endsWith(` (${name})`));
  return use === undefined ? undefined : { ...service, location: use.location };
}
