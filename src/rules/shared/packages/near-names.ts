import { asWritten } from '../../../catalog/adopt/known-names.ts';
import { pythonPackages } from '../../../catalog/adopt/libraries.ts';
import { atlas } from '../../../catalog/atlas.ts';
import { bases } from '../../../catalog/bases.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { misspelt } from '../../../shared/nearest-word.ts';
import { allKnown } from './listed-slips.ts';

/** What a program loads with a slip, as a question before the advice to install it: a known package that is nearly written so. */
export function adviseSpelling(language: string, module: string): string {
  const near =
    language === 'python'
      ? nearModule(module)
      : language === 'r'
        ? nearName('r', foldName(module))
        : language === 'julia'
          ? misspelt(module, ofJulia())
          : undefined;
  return near === undefined ? '' : `did you mean ${near}? Else `;
}

/** The known package that one which no table has is nearly written as, as lists write it. `folded`: as names are compared. */
export function nearName(language: 'python' | 'r', folded: string): string | undefined {
  const near = misspelt(folded, allKnown(language));
  return near === undefined ? undefined : asWritten(language, near);
}

/** Modules of Python have names of their own. */
function nearModule(module: string): string | undefined {
  const folded = foldName(module);
  if (pythonPackages.has(module) || allKnown('python').has(folded)) return undefined;
  return misspelt(module, new Set(pythonPackages.keys())) ?? nearName('python', folded);
}

/** Names of Julia count with their capitals. */
function ofJulia(): ReadonlySet<string> {
  const ofBases = Object.values(bases).filter((base) => base.language.name === 'julia');
  const ofAtlas = atlas.filter(({ language }) => language === 'julia').flatMap(({ imports }) => imports);
  return new Set([
    ...ofBases.flatMap(({ packages }) => packages.map((each) => each.split('@', 1)[0] ?? each)),
    ...ofAtlas,
  ]);
}
