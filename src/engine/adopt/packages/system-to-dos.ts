import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { AdoptionChoices } from '../decide-adoption.ts';
import { findSystemNeeds, saySystemNeeds } from '../../changes/system-libraries.ts';
import { mainDockerfile } from '../propose-base.ts';

/** Packages that are installed and need libraries of the system, which no list of packages names. */
export function systemToDos(
  facts: RepositoryFacts,
  { list, lines }: Adoption['packages'],
  { traits, languages, folder }: Pick<AdoptionChoices, 'traits' | 'languages' | 'folder'>,
): AdoptionToDo[] {
  const { systemLibraries } = languages[traits.language];
  if (systemLibraries === undefined) return [];
  // Theirs are installed into the image of the base, whatever image theirs begins with.
  const has = mainDockerfile(facts)?.systemPackages.map(({ name }) => name) ?? [];
  const listed = facts.lists.find(({ path, lock }) => list !== undefined && (path === list || lock === list));
  const names = [...lines, ...(listed?.packages.map(({ name }) => name) ?? [])];
  const needs = findSystemNeeds(names, { image: '', has }, systemLibraries);
  if (needs === undefined) return [];
  const text = saySystemNeeds(needs, has, `tre-container upgrade ${folder} `);
  return [{ id: 'system-libraries', text, ...(list === undefined ? {} : { place: list }) }];
}
