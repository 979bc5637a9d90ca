import type { LibraryUse, OwnPackage } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/**
 * Packages that the repository itself is, and that its own programs load by name. No index is asked for one: it would have none of that name, or
 * somebody else's.
 */
export function takeOwnPackages(
  files: readonly ProjectFile[],
  imports: readonly LibraryUse[],
  languages: SurveyKnowledge['languages'],
): { readonly imports: readonly LibraryUse[]; readonly ownPackages: readonly OwnPackage[] } {
  const paths = new Set(files.map(({ path }) => path));
  const ownPackages = Object.values(languages).flatMap(({ name: language, ownPackage: habits }) =>
    habits === undefined
      ? []
      : files.flatMap(({ path, text = '' }): OwnPackage[] => {
          if (path !== habits.file && !path.endsWith(`/${habits.file}`)) return [];
          const name = habits.name.exec(text)?.[1];
          const used = imports.find((each) => each.language === language && each.name === name);
          if (name === undefined || used === undefined) return [];
          const folder = path.slice(0, path.length - habits.file.length);
          const lacks = habits.needs.filter((need) => !paths.has(`${folder}${need}`));
          return [{ name, language, folder, lacks, location: { file: path }, used: used.location }];
        }),
  );
  const isOwn = ({ name, language }: LibraryUse): boolean =>
    ownPackages.some((own) => own.language === language && own.name === name);
  return { imports: imports.filter((each) => !isOwn(each)), ownPackages };
}
