import { packageName } from '../../model/text/package-name.ts';
import type { LanguageName } from '../../model/render/language.ts';
import { bases } from '../bases.ts';
import { sameAs } from './libraries.ts';
import { surveyedLanguages } from './surveyed-languages.ts';

/** Names of packages of a language that stand in a table here, as lists write them; empty where no table has any. The atlas has more. */
export function knownNames(language: LanguageName): ReadonlySet<string> {
  const { packages, usual = [] } = surveyedLanguages[language].imports;
  if (packages === undefined && usual.length === 0) return new Set();
  const ofModules =
    packages === undefined ? [] : [...packages.values(), ...[...sameAs].flatMap(([name, others]) => [name, ...others])];
  const ofBases = Object.values(bases)
    .filter((base) => base.language.name === language)
    .flatMap((base) => [...base.packages, ...base.modelPackages, ...(base.documentPackages ?? [])]);
  return new Set([...usual, ...ofModules, ...ofBases].map((entry) => packageName(entry)));
}
