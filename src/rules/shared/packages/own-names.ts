import { adviseSpelling } from '../../../catalog/adopt/near-names.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import { once } from '../once.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { findOwnInR } from '../files/own-packages.ts';
import { moduleOf } from '../image/imported-packages.ts';
import { findOwnModule, ownModules } from '../julia/own-modules.ts';
import type { OpenImport } from './advise-install.ts';
import type { Slip } from './listed-slips.ts';

/** Names that are compared with those of a project, and its names where it has more of them: each pair takes as long as both are long. */
export const mostGuesses = 20;
export const mostCandidates = 1000;

/** Names the module of the project that a Python import nearly names: a slip of the pen is no package to install. */
function adviseModule({ program }: ReachedProgram, module: string, { files }: ProjectFacts): string {
  if (program.language === 'julia') {
    const near = nearestWord(module, ownModules({ files }).keys());
    return near === undefined || editDistance(module, near) > 1
      ? ''
      : `did you mean the project's own module (using .${near})? Else `;
  }
  if (program.language !== 'python') return '';
  const own = once(files, 'its modules and packages', () => {
    const packages = files.flatMap(({ path }) => /^(?:src\/)?([A-Za-z_]\w*)\/.*\.py$/.exec(path)?.[1] ?? []);
    return new Set([...files.flatMap((file) => moduleOf(file.path) ?? []), ...packages]);
  });
  const near = own.size > mostCandidates ? undefined : nearestWord(module, own);
  const isNear = near !== undefined && near.length > 3 && editDistance(module, near) <= 2;
  return isNear ? `did you mean ${near} of the project? Else ` : '';
}

/** What is said of an import that means a package or a module of the project itself. */
export function findOwn(
  told: Pick<OpenImport, 'module' | 'message' | 'location'>,
  reached: ReachedProgram,
  subject: Subject,
  slip: Slip | undefined,
): Finding | undefined {
  const { module, message, location } = told;
  const own = findOwnInR(module, reached, subject);
  if (own !== undefined)
    return { message: `${message}, the project's own package (${own})`, location, fix: installOwn(own) };
  return slip === undefined ? findOwnModule(told, reached, subject.facts) : undefined;
}

const installOwn = (description: string): string =>
  `install it in a RUN after the packages that it needs: R CMD INSTALL and the folder in which ${description} lies`;

/** Said of a package of Julia that is written small. */
const capitals = 'write the name as its package has it, which begins with a capital (using CSV). Else ';

/** What an import may have been meant for, before the advice to install it. */
export function adviseMeant(
  reached: ReachedProgram,
  module: string,
  facts: ProjectFacts,
  {
    own,
    isNone,
    isGuessed,
  }: { readonly own: Finding | undefined; readonly isNone: boolean; readonly isGuessed: boolean },
): string {
  if (own?.fix !== undefined) return `${own.fix}, where that is meant. Else `;
  if (isNone) return capitals;
  return isGuessed ? adviseModule(reached, module, facts) || adviseSpelling(reached.program.language, module) : '';
}
