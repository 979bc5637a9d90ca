import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { AdoptionChoices } from '../decide-adoption.ts';
import { findSystemNeeds, saySystemNeeds } from '../../changes/system-libraries.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { mainDockerfile } from '../propose-base.ts';
import { latexToDos } from '../start/needs-latex.ts';
import { findStartedTools } from './system-programs.ts';

/** What the container needs of the system, and is not known to have with the packages that it `has` by its answers. */
export function systemToDos(
  facts: RepositoryFacts,
  adoption: Adoption,
  has: readonly string[],
  choices: Pick<AdoptionChoices, 'traits' | 'languages' | 'folder' | 'textOf' | 'systemPrograms'>,
): AdoptionToDo[] {
  const { original, program } = adoption;
  const { folder, textOf } = choices;
  const image = facts.dockerfiles.find(({ path }) => path === original?.path) ?? mainDockerfile(facts);
  return [
    ...libraryToDos(facts, adoption, has, choices),
    ...toolToDos(findStartedTools(facts, adoption, choices.systemPrograms), has, folder),
    ...latexToDos(program.start, textOf, { image, has, folder, lines: original?.copy?.lines }),
  ];
}

/** Packages that are installed and need libraries of the system, which no list of packages names. */
function libraryToDos(
  facts: RepositoryFacts,
  { packages: { list, lines }, original }: Adoption,
  has: readonly string[],
  { traits, languages, folder }: Pick<AdoptionChoices, 'traits' | 'languages' | 'folder'>,
): AdoptionToDo[] {
  const { systemLibraries } = languages[traits.language];
  // Lines of theirs that are copied bring what they need, or are theirs to complete.
  if (systemLibraries === undefined || original?.copy !== undefined) return [];
  const listed = facts.lists.find(({ path, lock }) => list !== undefined && (path === list || lock === list));
  const names = [...lines, ...(listed?.packages.map(({ name }) => name) ?? [])];
  // Theirs are installed into the image of the base, whatever image theirs begins with.
  const needs = findSystemNeeds(names, { image: '', has }, systemLibraries);
  if (needs === undefined) return [];
  const text = saySystemNeeds(needs, has, `tre-container upgrade ${folder} `);
  return [{ id: 'system-libraries', text, ...(list === undefined ? {} : { place: list }) }];
}

function toolToDos(found: ReturnType<typeof findStartedTools>, has: readonly string[], folder: string): AdoptionToDo[] {
  return found.flatMap(({ tool, packages }) => {
    const [first] = packages;
    if (packages.some((name) => has.includes(name))) return [];
    const way =
      first === undefined
        ? ', and which no package of Debian is known to bring: add lines to the Dockerfile that do'
        : `: ${first} brings it: tre-container upgrade ${folder} --set systemPackages=${[...has, first].toSorted().join(',')}`;
    const text = `${tool.what} is started, which the image is not known to have${way}`;
    return [{ id: `program:${tool.what}`, text, place: placeOf(tool.location) }];
  });
}
