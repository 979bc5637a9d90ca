import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { seenFrom } from '../../../shared/parent-folder.ts';

/**
 * The folder of the program, where what it reads shows that it is started there: `../config/paths.yaml` lies beside that folder, `codes.csv` in
 * it, and from the root neither is found, by the program or by a module that it is known to use (`reached`); `../data/cohort.csv` would lie outside of the
 * repository from there. Several programs are started there where all lie in one folder. Nothing where one reads from the root, too.
 */
export function findOwnFolder(
  { programs, reads, writes }: Pick<RepositoryFacts, 'programs' | 'reads' | 'writes'>,
  start: readonly string[],
  files: readonly string[],
  reached: ReadonlySet<string> = new Set(),
): string | undefined {
  if ((start.includes('-c') && start[0] !== 'sh') || start.includes('-e')) return undefined;
  const known = new Set(programs.map(({ path }) => path));
  const words = start[0] === 'sh' ? (start[2] ?? '').split(/\s+/) : start;
  const started = new Set(words.map((word) => word.replace(/^\.\//, '')).filter((word) => known.has(word)));
  const folders = new Set([...started].map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const [folder = ''] = folders;
  // Who changes the folder, or starts something else beside them, knows where.
  const isChain = start[0] === 'sh' && start[1] === '-c';
  const commands = isChain ? (start[2] ?? '').split('&&') : [];
  if (folder === '' || folders.size > 1 || (!isChain && started.size > 1)) return undefined;
  if (commands.some((text) => /(?:^|\s)cd\s|[;|]/.test(text) || !namesOne(text, started))) return undefined;
  const paths = new Set(files);
  const own = reads.filter((fact) => started.has(fact.location.file) && fact.own === undefined);
  if (own.some(({ what }) => paths.has(what.replace(/^\.\//, '')))) return undefined;
  const isFound = ({ what }: PlaceFact): boolean => paths.has(seenFrom(folder, what) ?? '');
  // Modules name files from where the program is started: of those that may not be its own only a way up tells which folder that is.
  const seen = reads.filter((fact) => fact.own === undefined);
  if (own.some(isFound) || seen.some((fact) => fact.what.startsWith('../') && isFound(fact))) return folder;
  const ofModules = seen.filter((fact) => reached.has(fact.location.file));
  if (ofModules.some(({ what }) => paths.has(what.replace(/^\.\//, '')))) return undefined;
  if (ofModules.some(isFound)) return folder;
  const named = [...own, ...writes.filter((fact) => started.has(fact.location.file) && fact.own === undefined)];
  return named.some(({ what }) => leadsOut('', what) && !leadsOut(folder, what)) ? folder : undefined;
}

/** Whether a relative name leads out of the repository from a folder of it. */
export function leadsOut(folder: string, what: string): boolean {
  return what.startsWith('../') && seenFrom(folder, what) === undefined;
}

/** Of what is named by a way up from a folder of the repository and lies in it: as it is seen from the root. */
export function seenFromRoot<T extends Pick<RepositoryFacts, 'reads' | 'writes'>>(facts: T, folder: string): T {
  const place = (fact: PlaceFact): readonly PlaceFact[] => {
    const what = fact.what.startsWith('../') ? seenFrom(folder, fact.what) : undefined;
    const end = fact.what.endsWith('/') ? '/' : '';
    return what === undefined || what === '' ? [] : [{ ...fact, what: what + end }];
  };
  return { ...facts, reads: facts.reads.flatMap(place), writes: facts.writes.flatMap(place) };
}

/** A path of the repository as a program names it that is started in a folder of it: `../data` of `data`. */
export function namedFrom(folder: string, path: string): string {
  const [from, to] = [folder.split('/'), path.split('/')];
  const differs = from.findIndex((part, at) => part !== to[at]);
  const shared = differs < 0 ? from.length : differs;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** Whether a command names one of these programs. */
function namesOne(command: string, programs: ReadonlySet<string>): boolean {
  return command.split(/\s+/).some((word) => programs.has(word.replace(/^\.\//, '')));
}

/** The facts with places beside the programs' own files as they are named from where the start script works; from another folder they are none. */
export function seenFromStart<T extends Pick<RepositoryFacts, 'reads' | 'writes'>>(
  facts: T,
  folder: string | undefined,
): T {
  const here = folder === undefined ? '' : `${folder}/`;
  const place = (fact: PlaceFact): PlaceFact =>
    fact.own?.startsWith(here) === true && fact.own !== here ? { ...fact, what: fact.own.slice(here.length) } : fact;
  return { ...facts, reads: facts.reads.map(place), writes: facts.writes.map(place) };
}
