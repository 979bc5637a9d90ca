import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';
import { writtenName } from '../../../model/text/package-name.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { cutToDos } from '../points/cut-to-dos.ts';

/** So many packages, each with its version, a tool wrote down: nobody typed their names. */
const leastFrozen = 12;

/**
 * Names that no table has and that are nearly written as a known one: a slip of the pen would be installed as it stands. What a program loads and a list of
 * the repository names too was meant, and is no slip.
 */
export function nearlyKnown(
  { imports, lists }: Pick<RepositoryFacts, 'imports' | 'lists'>,
  { lines }: Pick<Adoption['packages'], 'lines'>,
  {
    traits: { language, brings },
    nearImport,
  }: { readonly traits: BaseTraits; readonly nearImport: SurveyKnowledge['nearImport'] },
): readonly AdoptionToDo[] {
  const named = lists
    .filter((list) => list.language === language)
    .flatMap(({ path, packages, locked }) => {
      const isTyped = !locked || packages.length < leastFrozen;
      return packages.map(({ name, line }) => ({ name, isTyped, location: { file: path, line } }));
    });
  const isNamed = new Set(named.map(({ name }) => foldName(name)));
  const used = imports.filter((use) => use.language === language && !brings.includes(use.name));
  const isUsed = new Set(used.map(({ name }) => foldName(name)));
  const isWritten = new Set(lines.map((line) => foldName(writtenName(line))));
  const found = [
    ...used.filter(({ name }) => !isNamed.has(foldName(name))),
    ...named.filter(({ name, isTyped }) => isTyped && !isUsed.has(foldName(name)) && isWritten.has(foldName(name))),
  ].flatMap(({ name, location }) => {
    const near = nearImport(language, name);
    return near === undefined ? [] : [sayNear(name, near, placeOf(location))];
  });
  return cutToDos(
    found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at),
    10,
    'names that are nearly those of known packages',
  );
}

function sayNear(name: string, near: string, place: string): AdoptionToDo {
  const text = `${name} is nearly written as ${near}, and no package of that name is known here: if ${near} is meant, correct ${place}, and adopt again. Names are looked up by nothing before the build`;
  return { id: `near:${name}`, text, place };
}
