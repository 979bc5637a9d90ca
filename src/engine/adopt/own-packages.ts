import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { OwnPackage, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { AdoptedLanguage } from '../../model/adopt/surveyed-language.ts';
import { printValue } from '../render/escape.ts';
import { listSome } from '../../shared/list-some.ts';
import { placeOf } from './adoption-to-dos.ts';

/** What the decision needs beside the facts. */
interface OwnPackageChoices {
  readonly language: AdoptedLanguage;
  readonly files: readonly string[];
  readonly goesIn: readonly string[];
  /** Lines of a Dockerfile of theirs, which are kept, install it already. */
  readonly isInstalled: boolean;
}

/** Which packages of the repository are installed from their folder, and what somebody has to look at. */
export function decideOwnPackages(
  { ownPackages }: RepositoryFacts,
  { language, files, goesIn, isInstalled }: OwnPackageChoices,
): { readonly ownPackages?: Adoption['ownPackages']; readonly toDo: readonly AdoptionToDo[] } {
  const habits = language.ownPackage;
  if (habits === undefined || isInstalled) return { toDo: [] };
  const own = ownPackages.filter((each) => each.language === language.name);
  const ready = own.filter(({ lacks }) => lacks.length === 0);
  const isIn = (path: string): boolean =>
    goesIn.some((each) => each === path || (each.endsWith('/') && path.startsWith(each)));
  const toDo = own.flatMap((each): AdoptionToDo[] => {
    const { name, folder, lacks, location, used } = each;
    if (lacks.length > 0) {
      const text = `${name} is your own package (${placeOf(location)}), and is not installed, since ${lacks.map((need) => `${folder}${need}`).join(', ')} is not in the repository: commit what ${habits.writes} writes, and run \`adopt\` again`;
      return [{ id: `own-package:${name}`, text, place: placeOf(used) }];
    }
    const absent = files.filter((path) => path.startsWith(folder) && habits.data.test(path.slice(folder.length)));
    const out = absent.filter((path) => !isIn(path));
    if (out.length === 0) return [];
    const text = `${listSome(out, 4)}: part of your package ${name}, and left out of the image, since it may be data about people: what is not, add to the COPY lines of the Dockerfile and to Dockerfile.dockerignore`;
    return [{ id: `own-package:${name}`, text, ...(out[0] === undefined ? {} : { place: out[0] }) }];
  });
  return {
    ...(ready.length === 0
      ? {}
      : { ownPackages: ready.map(({ name, folder }) => (folder === '' ? { name } : { name, folder })) }),
    toDo,
  };
}

/** Whether a file is part of a package of the repository that is installed from there. */
export function isPartOfOwn(
  path: string,
  ownPackages: readonly OwnPackage[],
  languages: SurveyKnowledge['languages'],
): boolean {
  return ownPackages.some(
    ({ folder, language, lacks }) =>
      lacks.length === 0 &&
      path.startsWith(folder) &&
      languages[language].ownPackage?.parts.test(path.slice(folder.length)) === true,
  );
}

/** The lines that install them, below those that copy them. */
export function printOwnPackages(
  { ownPackages = [] }: Adoption,
  { ownPackage }: AdoptedLanguage,
  root: string,
): readonly string[] {
  if (ownPackages.length === 0 || ownPackage === undefined) return [];
  const names = ownPackages.map(({ name }) => name).join(', ');
  const folders = ownPackages.map(({ folder = '' }) => printValue('shell', `${root}/${folder}`.replace(/\/$/, '')));
  return [
    `# Your own: ${names}. Programs load it by its name, so that it is installed from the files above; no index is asked for it.\n`,
    `RUN ${ownPackage.install} ${folders.join(' ')}\n`,
  ];
}
