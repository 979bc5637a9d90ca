import type { AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { LibraryUse, PackageList, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { PackageDecision, PackageSources } from './decide-packages.ts';
import { mainDockerfile } from './propose-base.ts';
import { findLacking } from '../survey/survey-libraries.ts';

type Language = 'r' | 'julia';

/** One package of R as it is installed: a name, one in a version, Bioconductor's, or a repository at a commit. */
const exactInR = /^(?:bioc::)?[A-Za-z][\w.]*(?:@\d[\w.-]*)?$|^[\w-]+\/[\w.-]+@[0-9a-f]{40}$/;

/**
 * Turns the chosen list of a repository in R or Julia into what the base's script installs: a lock as it is, else the names of the list, with
 * what programs use and it does not name. What stands in it and cannot be installed as it is written becomes a to-do.
 */
export function decideRegistryPackages(
  facts: RepositoryFacts,
  { manifest, sameAs }: PackageSources,
  language: Language,
): PackageDecision {
  const uses = facts.imports.filter((each) => each.language === language);
  const list = facts.lists.find(
    (each) => each.language === language && (each.path === manifest.path || each.lock === manifest.path),
  );
  if (list?.installer === 'renv') return fromLock(list, list.path, findLacking(uses, list, sameAs), 'renv.lock');
  if (list?.installer === 'julia') return fromJuliaProject(list, findLacking(uses, list, sameAs));
  const image = facts.dockerfiles.find(({ path }) => path === manifest.path) ?? mainDockerfile(facts);
  const installs = list === undefined ? (image?.installs.filter(({ tool }) => tool === language) ?? []) : [];
  const named: PackageList['packages'] =
    list?.packages ??
    installs.map(({ name, line }) => ({
      name: name.slice(name.lastIndexOf('/') + 1).replace(/@.*/s, ''),
      text: name,
      line,
    }));
  const more = findLacking(uses, { language, packages: named }, sameAs).map(({ name }) => name);
  const place = list?.path ?? image?.path ?? '';
  const written = named.map(({ name, text, line }) => ({ line, text, entry: entryOf(name, text, language) }));
  const loose = written.filter(({ text }) => text.includes('/') && !exactInR.test(text));
  return {
    packages: {
      tool: language,
      with: [],
      lines: [
        ...new Set([...written.filter((each) => !loose.includes(each)).map(({ entry }) => entry), ...more]),
      ].toSorted(),
      from: sourceOf(list, installs.length > 0 ? place : undefined, named.length > 0 && more.length > 0),
      ofBase: [],
    },
    toDo: loose.map(({ text, line }) => ({
      id: `commit:${text}`,
      text: `${text} is not installed, since it names no commit: write OWNER/REPOSITORY@COMMIT into the list of packages`,
      place: `${place}:${String(line)}`,
    })),
  };
}

/** As the script writes it; a lower bound says nothing of the version that is there. */
function entryOf(name: string, text: string, language: Language): string {
  return language === 'r' && exactInR.test(text) ? text : name;
}

function sourceOf(list: PackageList | undefined, image: string | undefined, isMore: boolean): string {
  const from = list?.path ?? image;
  if (from === undefined) return 'what programs use: no file of the repository lists packages';
  return `${image === undefined ? from : `what ${from} installs`}${isMore ? ', and what programs use and it does not name' : ''}`;
}

/** The lock is installed as it is; what it lacks comes beside it. */
function fromLock(list: PackageList, path: string, lacking: readonly LibraryUse[], name: string): PackageDecision {
  const more = lacking.map((use) => use.name).toSorted();
  return {
    packages: {
      list: path,
      tool: list.language === 'julia' ? 'julia' : 'r',
      with: [],
      lines: [name, ...more],
      from: more.length === 0 ? path : `${path}, and what programs use and it does not name`,
      ofBase: [],
    },
    toDo: [],
  };
}

/** Project.toml with its manifest; without one, today's versions of what it names. */
function fromJuliaProject(list: PackageList, lacking: readonly LibraryUse[]): PackageDecision {
  const { packages } = fromLock(list, list.path, [], 'Manifest.toml');
  const toDo: AdoptionToDo[] = [
    ...(list.lock === undefined
      ? [
          {
            id: 'manifest',
            text: `there is no Manifest.toml beside ${list.path}, so that each build installs the versions of its day: commit yours`,
            place: list.path,
          },
        ]
      : []),
    ...lacking.map(({ name, location }) => ({
      id: `lacking:${name}`,
      text: `${name} is used, and ${list.path} does not name it: add it to the project`,
      place: `${location.file}:${String(location.line)}`,
    })),
  ];
  return { packages: { ...packages, with: list.lock === undefined ? [] : [list.lock] }, toDo };
}
