import type { Adoption } from '../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';

/**
 * What programs write among their data and nobody reads again, by its name below the project, `...` for what a program computes of a file's
 * name: results. What is read again is a step on the way, and a name without a beginning may be anybody's: data that were unpacked, too. Of a folder
 * that is called `results` or the like the folder alone, with its closing slash: what lies below may hang on what a run is given.
 */
export function findResults({ reads, writes }: RepositoryFacts, data: readonly string[]): readonly string[] {
  const read = new Set(reads.map(({ what }) => plain(what)));
  const names = writes.map(({ what }) => plain(what));
  const found = names.filter((name) => isAmong(name, data) && isTelling(name) && !read.has(name));
  return [...new Set(found.map((name) => resultFolder(name, data) ?? name))].toSorted();
}

/** `data/results/` of `data/results/1200/a.csv`. */
function resultFolder(name: string, data: readonly string[]): string | undefined {
  const [folder] = /^(?:[^/]+\/){1,8}?(?:results?|outputs?|figures?|plots?|tables?)\/(?=[^/]*\/)/i.exec(name) ?? [];
  return folder !== undefined && isAmong(folder, data) ? folder : undefined;
}

/** Whether what is written there is kept. */
export function isKeptResult(what: string, results: readonly string[]): boolean {
  return results.some((result) => (result.endsWith('/') ? plain(what).startsWith(result) : plain(what) === result));
}

/** Whether a place lies in one of these folders of the project. */
export function isAmong(what: string, data: readonly string[]): boolean {
  return data.some((folder) => plain(what).startsWith(`${folder}/`));
}

/** The folder is written out, and so is the beginning of the file's name. */
function isTelling(name: string): boolean {
  const last = name.lastIndexOf('/') + 1;
  return !name.slice(0, last).includes('...') && /^(?!\.\.\.)\w/.test(name.slice(last)) && !/[\p{Cc}]/u.test(name);
}

function plain(what: string): string {
  return what.replace(/^(?:\.\/+)+/, '').replaceAll(/\/{2,}/g, '/');
}

/** What `find` is asked for a result: its name as it is but for what the program computes, which is no folder; to `find -path` it may be. */
export function findTest(result: string, quote: (word: string) => string): string {
  const name = `./${result.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)}`;
  if (result.endsWith('/')) return `-path ${quote(`${name}*`)}`;
  const pattern = `-path ${quote(name.replaceAll('...', '*'))}`;
  if (!result.includes('...')) return pattern;
  return `${pattern} ! -path ${quote(`${name.slice(0, name.lastIndexOf('/'))}/*/*`)}`;
}

const saidBefore =
  /^(.+) is written (?:beside|among) the data, (?:to a copy on \/scratch that is emptied|and start\.sh keeps it)/;

/**
 * A record of an earlier version, which did not say what is a result among the data: that is what its to-dos name. The start script of then
 * lost it, or kept every new file below the data folders.
 */
export function renewResults(adoption: Adoption): Adoption {
  const { links, toDo } = adoption;
  if (links.results !== undefined) return adoption;
  const names = toDo.map(({ text }) => saidBefore.exec(text)?.[1]);
  const results = names.flatMap((name) =>
    name !== undefined && isAmong(name, links.data) && isTelling(plain(name)) ? [plain(name)] : [],
  );
  return {
    ...adoption,
    links: { ...links, results: [...new Set(results)].toSorted() },
    toDo: toDo.map((each, index) => {
      const name = names[index];
      return name === undefined ? each : { ...each, text: sayAmongData(name, isKeptResult(name, results)) };
    }),
  };
}

/** What the page says of a file that is written among the data. */
export function sayAmongData(what: string, isKept: boolean): string {
  return isKept
    ? `${what} is written among the data, and start.sh keeps it as /safe_outputs/${plain(what)}: must it leave the TRE? What is only a step on the way belongs on /scratch`
    : `${what} is written among the data, and is not kept: it is read again, or its name does not tell it from data. If it is a result, write it to /safe_outputs`;
}
