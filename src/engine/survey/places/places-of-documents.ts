import type { PlaceFact } from '../../../model/adopt/repository-facts.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';

/** Looks for the root of the project: what is named so is not relative to the document. */
const fromRoot = /(?:^|:)(?:here|i_am|find_root|find_rstudio_root_file|find_root_file|opts_knit\$set)$/;

/**
 * A place with how it begins as seen from the root where a document names it: that is worked in its folder, whoever renders it, unless
 * something says that it works elsewhere.
 */
export function withOwnFolder(programs: readonly ProgramFacts[]): (fact: PlaceFact) => PlaceFact {
  const isMoved = programs.some(({ calls }) => calls.some(({ named }) => named.has('knit_root_dir')));
  const elsewhere = new Set(
    programs.flatMap(({ path, calls }) => (calls.some(({ callee }) => fromRoot.test(callee)) ? [path] : [])),
  );
  return (fact) => {
    const { file } = fact.location;
    const isOfDocument = /\/[^/_][^/]*\.(?:[rq]md|rnw)$/i.test(file) && !isMoved && !elsewhere.has(file);
    if (!isOfDocument || fact.own !== undefined) return fact;
    const own = fromFolder(file.slice(0, file.lastIndexOf('/')), fact.what);
    return own === undefined ? fact : { ...fact, own };
  };
}

/** A relative name as a path of the repository; nothing for one that leads out of it, or that is none. */
function fromFolder(folder: string, name: string): string | undefined {
  if (/^(?:\/|~|[A-Za-z]:|\.\.\.)/.test(name)) return undefined;
  const parts = folder.split('/');
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
