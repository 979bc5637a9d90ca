import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { DockerfileSurvey, PackageList, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { listSome } from '../../../shared/list-some.ts';
import { toDoFor } from '../packages/versions-to-do.ts';
import { complete, type PackageDecision, type PackageSources } from '../decide-packages.ts';
import { findLacking } from '../../survey/survey-libraries.ts';

/**
 * What the lines of a person's Dockerfile do not install, and programs import. Their own lists are installed by their own lines.
 */
export function decideCopiedPackages(
  facts: RepositoryFacts,
  image: DockerfileSurvey,
  sources: PackageSources,
): PackageDecision {
  const { language, traits, sameAs } = sources;
  const named = listInstalled(facts, image, language);
  const byList = language.adopt.script === undefined;
  const lines = byList
    ? complete(facts, sources, named)
    : findLacking(facts.imports, { language: traits.language, packages: named }, sameAs).map(({ name }) => name);
  // pip takes any package of a name, and one that is guessed may be another: an image that installs some is the better guess.
  const isGuess = byList && named.length > 0;
  return {
    packages: {
      tool: language.adopt.tools[0] ?? traits.tool,
      with: [],
      lines: isGuess ? [] : lines.toSorted(),
      from: `imported, and not installed by what ${image.path} names`,
      ofBase: [],
    },
    toDo: isGuess ? lackingToDos(lines.toSorted(), image.path) : byList ? toDoFor(lines.toSorted(), sources) : [],
  };
}

function lackingToDos(lines: readonly string[], path: string): AdoptionToDo[] {
  if (lines.length === 0) return [];
  const text = `${listSome(lines, 8)}: imported, and installed by no line of ${path}. Where the image does not bring ${lines.length === 1 ? 'it' : 'them'}, add ${lines.length === 1 ? 'it' : 'them'} to the list that it installs`;
  return [{ id: 'lacking', text, place: path }];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Packages that its RUN lines name, and those of the lists that they install from. */
function listInstalled(
  { lists }: RepositoryFacts,
  { installs, installsFrom, installsProject, from = '' }: DockerfileSurvey,
  { name: own, adopt, imports }: AdoptedLanguage,
): PackageList['packages'] {
  const files = new Set(installsFrom.map(({ what }) => nameOf(what)));
  const taken = lists.filter(
    (list) =>
      list.language === own &&
      (files.has(nameOf(list.path)) ||
        (list.lock !== undefined && files.has(nameOf(list.lock))) ||
        (installsProject !== undefined && /^(?:uv|poetry|pip-project|description)$/.test(list.installer))),
  );
  const ofLines = installs
    .filter(({ tool }) => adopt.tools.includes(tool))
    .map(({ name, line }) => ({
      name:
        imports.packages === undefined
          ? name.slice(name.lastIndexOf('/') + 1).replace(/@.*/s, '')
          : name.toLowerCase().replace(/[[=<>!~].*/s, ''),
      text: name,
      line,
    }));
  const ofImage = adopt.imageBrings?.flatMap(({ image, packages }) => (image.test(from) ? packages : [])) ?? [];
  return [
    ...taken.flatMap(({ packages }) => packages),
    ...ofLines,
    ...ofImage.map((name) => ({ name, text: name, line: 1 })),
  ];
}
