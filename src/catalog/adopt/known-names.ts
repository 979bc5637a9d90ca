import { packageName } from '../../model/text/package-name.ts';
import type { LanguageName } from '../../model/render/language.ts';
import { bases } from '../bases.ts';
import { sameAsInPython } from './same-packages.ts';
import { surveyedLanguages } from './surveyed-languages.ts';

/** Names of packages of a language that stand in a table here, as they are compared; empty where no table has any. The atlas has more. */
export function knownNames(language: LanguageName): ReadonlySet<string> {
  return new Set(listedNames(language).map((entry) => packageName(entry)));
}

/** A known name as lists write it: `data.table`, whose compared form is `data-table`. */
export function asWritten(language: LanguageName, name: string): string {
  return listedNames(language).find((entry) => packageName(entry) === name && /^[\w.]+$/.test(entry)) ?? name;
}

function listedNames(language: LanguageName): readonly string[] {
  const { packages, usual = [] } = surveyedLanguages[language].imports;
  if (packages === undefined && usual.length === 0) return [];
  const ofModules =
    packages === undefined
      ? []
      : [...packages.values(), ...[...sameAsInPython].flatMap(([name, others]) => [name, ...others])];
  const ofBases = Object.values(bases)
    .filter((base) => base.language.name === language)
    .flatMap((base) => [...base.packages, ...base.modelPackages, ...(base.documentPackages ?? [])]);
  return [...usual, ...ofModules, ...ofBases];
}
