import type { Location } from '../../../model/check/rule.ts';
import { companions } from '../../../catalog/adopt/same-names.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { listSome } from '../../../shared/list-some.ts';
import type { Slip } from './listed-slips.ts';
import { addToProject } from './name-list.ts';

/** An import that nothing installs by its name, where the base or another package may bring it. */
export interface OpenImport {
  readonly message: string;
  readonly location: Location;
  readonly module: string;
  /** What to write into the list; absent where no table knows which package brings the module. */
  readonly installed?: string;
  readonly language: string;
  /** A line of a list that nearly names it. */
  readonly slip?: Slip;
  /** What else it may have been meant for, said before all else. */
  readonly meant: string;
  /** Where the image's packages of its language are named, as a sentence has it: `to requirements.txt`, `in a RUN of Dockerfile`. */
  readonly list: string;
}

/** Whoever follows a remedy writes all of them at once. */
const mostNamed = 40;

/**
 * The lines to put right, the names for the list, and the modules whose packages have to be looked up: a name that nobody knows may be somebody else's package.
 */
export function adviseInstall(open: readonly OpenImport[]): string {
  const slips = open.flatMap(({ slip }) =>
    slip === undefined ? [] : [`write ${slip.meant} for ${slip.written} (${slip.file}:${String(slip.line)})`],
  );
  const others = open.filter(({ slip }) => slip === undefined);
  return [...slips, ...[...groupBy(others, ({ list }) => list)].map(([list, each]) => adviseFor(each, list))].join(
    '; ',
  );
}

/** The known package that a module is nearly written as, where that is asked. */
export function nearOf({ meant }: OpenImport): string | undefined {
  return /^did you mean ([^\s?]+)\?/.exec(meant)?.[1];
}

/** The same of several, of which some may be written with a slip: whoever follows it to the letter must not write the slip into the list, too. */
export function adviseAll(open: readonly OpenImport[]): string {
  const near = open.flatMap((each) => {
    const meant = nearOf(each);
    const { file, line = 1 } = each.location;
    return meant === undefined
      ? []
      : [
          `for ${each.module} (${file}:${String(line)}) write ${meant}, which the list must have too, unless ${each.module} is meant`,
        ];
  });
  const plain = open.filter((each) => nearOf(each) === undefined);
  return [...(plain.length === 0 ? [] : [adviseInstall(plain)]), ...near].join('; ');
}

/** What a list has in the place of a package, in a clause. */
export function saySlip(slip: Slip | undefined): string {
  return slip === undefined ? '' : `, ${slip.file}:${String(slip.line)} has ${slip.written}`;
}

function adviseFor(open: readonly OpenImport[], list: string): string {
  const names = [...new Set(open.flatMap(({ installed }) => installed ?? []))];
  const modules = [...new Set(open.flatMap(({ installed, module }) => (installed === undefined ? [module] : [])))];
  // A list for install.packages() takes names alone, in the versions of its repository's day.
  const versions = open.every(({ language }) => language === 'r')
    ? ''
    : `, with ${names.length > 1 ? 'their versions' : 'its version'}`;
  const verb = list.startsWith('to ') ? 'add' : 'install';
  const paired = names.find((name) => companions.has(name));
  const pair =
    paired === undefined
      ? ''
      : ` (of ${paired} the one that its documentation pairs with the ${companions.get(paired) ?? ''} that is there)`;
  const inProject = addToProject(names, list);
  if (inProject !== undefined) return inProject;
  const add = names.length === 0 ? [] : [`${verb} ${listSome(names, mostNamed)} ${list}${versions}${pair}`];
  const lookUp =
    modules.length === 0
      ? []
      : [
          `look up in ${modules.length === 1 ? 'its' : 'their'} documentation which package brings ${listSome(modules, mostNamed)}, whose name may be another, and ${verb} that ${list}`,
        ];
  return [...add, ...lookUp].join('; ');
}
