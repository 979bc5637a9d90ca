import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { DockerfileSurvey, PackageList, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { listSome } from '../../../shared/list-some.ts';
import { complete, toDoFor, type PackageDecision, type PackageSources } from '../decide-packages.ts';
import { findLacking } from '../../survey/survey-libraries.ts';

/**
 * What the lines of a person's Dockerfile do not install, and programs import. Their own lists are installed by their own lines.
 */
export function decideCopiedPackages(
  facts: RepositoryFacts,
  image: DockerfileSurvey,
  sources: PackageSources,
): PackageDecision {
  const language = sources.traits.language === 'r' ? 'r' : 'python';
  const named = listInstalled(facts, image, language);
  const lines =
    language === 'python'
      ? complete(facts, sources, named).toSorted()
      : findLacking(
          facts.imports.filter((each) => each.language === 'r'),
          { language, packages: named },
          sources.sameAs,
        )
          .map(({ name }) => name)
          .toSorted();
  // pip takes any package of a name, and one that is guessed may be another: an image that installs some is the better guess.
  const isGuess = language === 'python' && named.length > 0;
  return {
    packages: {
      tool: language === 'r' ? 'r' : 'pip',
      with: [],
      lines: isGuess ? [] : lines,
      from: `imported, and not installed by what ${image.path} names`,
      ofBase: [],
    },
    toDo: isGuess ? lackingToDos(lines, image.path) : language === 'python' ? toDoFor(lines) : [],
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
  language: 'python' | 'r',
): PackageList['packages'] {
  const files = new Set(installsFrom.map(({ what }) => nameOf(what)));
  const taken = lists.filter(
    (list) =>
      list.language === language &&
      (files.has(nameOf(list.path)) ||
        (list.lock !== undefined && files.has(nameOf(list.lock))) ||
        (installsProject !== undefined && /^(?:uv|poetry|pip-project|description)$/.test(list.installer))),
  );
  const own = installs
    .filter(({ tool }) => (language === 'r' ? tool === 'r' : tool !== 'r' && tool !== 'julia'))
    .map(({ name, line }) => ({
      name:
        language === 'r'
          ? name.slice(name.lastIndexOf('/') + 1).replace(/@.*/s, '')
          : name.toLowerCase().replace(/[[=<>!~].*/s, ''),
      text: name,
      line,
    }));
  // The image says so by its name.
  const ofImage = /\/(?:tidyverse|verse|geospatial)(?::|$)/.test(from) ? ['tidyverse', 'knitr', 'rmarkdown'] : [];
  return [
    ...taken.flatMap(({ packages }) => packages),
    ...own,
    ...(language === 'r' ? ofImage.map((name) => ({ name, text: name, line: 1 })) : []),
  ];
}
