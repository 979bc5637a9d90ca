import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { PackageList } from '../../../model/adopt/repository-facts.ts';

/** The beginning of an entry that stands on a line of its own, as a pattern for `sed -E` without regard to case. */
const entry = '^ *- *[^a-z0-9_.-]?([a-z0-9/._-]+::)?';

/** A command that takes these packages out of an environment of conda. Lists that it names are sought beside it, so that it stays where it is. */
export function takeOut(names: readonly string[], list: string): string {
  return `sed -i -E '/${entry}(${names.join('|')})([^a-z0-9_-]|$)/Id' ${list}`;
}

/** What a list has of the packages that the base brings in a build of its own, and what {@link takeOut} cannot take out of it. */
export function entriesOfBase(
  { path, installer, packages }: PackageList,
  brings: readonly string[],
  text: string,
): { readonly ofBase: readonly string[]; readonly toDo: readonly AdoptionToDo[] } {
  const named = packages.filter(({ name }) => brings.includes(name));
  const lines = text.split(/\r?\n/);
  const isOwnLine = ({ name, line }: PackageList['packages'][number]): boolean => {
    const written = lines[line - 1]?.toLowerCase() ?? '';
    const begin = new RegExp(entry).exec(written);
    return begin !== null && /^(?:[^a-z0-9_-]|$)/.test(written.slice(begin[0].length + name.length));
  };
  const among = installer === 'conda' ? named.filter((each) => !isOwnLine(each)) : [];
  const [first] = among;
  const names = new Set(named.map(({ name }) => name));
  if (first === undefined) return { ofBase: brings.filter((name) => names.has(name)), toDo: [] };
  const said = among.map(({ name }) => name).join(', ');
  const it = among.length === 1 ? 'it' : 'them';
  return {
    ofBase: [],
    toDo: [
      {
        id: 'list-brings',
        text: `${path} names ${said} on a line with others, so that conda puts builds of its own in place of the base's: take ${it} out, or write each on a line of its own, and run adopt again`,
        place: `${path}:${String(first.line)}`,
      },
    ],
  };
}
