import { foldName } from '../../shared/fold-name.ts';
import { misspelt } from '../../shared/nearest-word.ts';
import { spellInJulia, usualInJulia } from '../software/julia-names.ts';
import { atlas } from '../atlas.ts';
import { asWritten, knownNames } from './known-names.ts';
import { pythonPackages } from './libraries.ts';
import { condaNames } from './conda-names.ts';
import { sameNames } from './same-names.ts';

/** What a program loads with a slip, as a question before the advice to install it: a known package that is nearly written so. */
export function adviseSpelling(language: string, module: string): string {
  const near = nearImport(language, module);
  return near === undefined ? '' : `did you mean ${near}? Else `;
}

/** The known package, or module of Python, that what a program loads is nearly written as; nothing in a language of which there is no table. */
export function nearImport(language: string, module: string): string | undefined {
  if (language === 'python') return nearModule(module);
  if (language === 'r') return nearName('r', foldName(module));
  return language === 'julia' ? (spellInJulia(module) ?? nearName('julia', foldName(module))) : undefined;
}

/** The known package that one which no table has is nearly written as, as lists write it. `folded`: as names are compared. */
export function nearName(language: Listed, folded: string): string | undefined {
  if (language === 'python' && isWellKnown(folded)) return undefined;
  const near = misspelt(folded, allKnown(language));
  if (near === undefined) return undefined;
  return language === 'julia' ? [...ofJulia()].find((each) => foldName(each) === near) : asWritten(language, near);
}

/** Whether a table has a package of that name, of whatever language. `folded`: as names are compared. */
export function isKnownName(folded: string): boolean {
  return isWellKnown(folded) || (['python', 'r', 'julia'] as const).some((language) => allKnown(language).has(folded));
}

/** Of packages that many fetch no name is a slip, however like another it is. */
const isWellKnown = (folded: string): boolean => sameNames.has(folded) || condaNames.has(folded);

/** Modules of Python have names of their own. */
function nearModule(module: string): string | undefined {
  const folded = foldName(module);
  if (pythonPackages.has(module) || allKnown('python').has(folded) || isWellKnown(folded)) return undefined;
  return misspelt(module, new Set(pythonPackages.keys())) ?? nearName('python', folded);
}

/** As Julia writes them: capitals count there. */
function ofJulia(): ReadonlySet<string> {
  const ofAtlas = atlas.filter(({ language }) => language === 'julia').flatMap(({ imports }) => imports);
  return new Set([...usualInJulia, ...ofAtlas]);
}

type Listed = 'python' | 'r' | 'julia';

const known = new Map<Listed, ReadonlySet<string>>();

/** As they are compared. */
export function allKnown(language: Listed): ReadonlySet<string> {
  const names = known.get(language) ?? new Set([...namesOf(language)].map((each) => foldName(each)));
  known.set(language, names);
  return names;
}

/** Names of the tables and of the atlas, and Python itself, which lists of conda name. */
function namesOf(language: Listed): ReadonlySet<string> {
  if (language === 'julia') return ofJulia();
  const ofAtlas = atlas.flatMap(({ packages }) =>
    language === 'python' ? (packages.pypi ?? []) : [...(packages.cran ?? []), ...(packages.bioconductor ?? [])],
  );
  return new Set([...(language === 'python' ? ['python'] : []), ...knownNames(language), ...ofAtlas]);
}
