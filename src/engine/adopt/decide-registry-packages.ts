import type { AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { InstallTool, LibraryUse, PackageList, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { ScriptInstalls } from '../../model/adopt/surveyed-language.ts';
import type { PackageDecision, PackageSources } from './decide-packages.ts';
import { placeOf } from './adoption-to-dos.ts';
import { mainDockerfile } from './propose-base.ts';
import { findLacking } from '../survey/survey-libraries.ts';

/**
 * Turns the chosen list of a repository in a language whose base has a script into what that installs: a lock as it is, else the names of the list, with
 * what programs use and it does not name. What stands in it and cannot be installed as it is written becomes a to-do.
 */
export function decideRegistryPackages(
  facts: RepositoryFacts,
  { manifest, sameAs, traits, textOf }: PackageSources,
  { whole, exact }: ScriptInstalls,
): PackageDecision {
  const { language, tool } = traits;
  const uses = facts.imports.filter((each) => each.language === language);
  const list = facts.lists.find(
    (each) => each.language === language && (each.path === manifest.path || each.lock === manifest.path),
  );
  if (list?.installer === whole.installer) {
    const lacking = findLacking(uses, list, sameAs);
    return whole.takesMore
      ? withReachable(fromLock(list, whole.file, tool, lacking), textOf(list.path) ?? '')
      : fromProject(list, whole.file, tool, lacking);
  }
  const image = facts.dockerfiles.find(({ path }) => path === manifest.path) ?? mainDockerfile(facts);
  const installs = list === undefined ? (image?.installs.filter((each) => each.tool === tool) ?? []) : [];
  const named: PackageList['packages'] =
    list?.packages ??
    installs.map(({ name, line }) => ({
      name: name.slice(name.lastIndexOf('/') + 1).replace(/@.*/s, ''),
      text: name,
      line,
    }));
  const more = findLacking(uses, { language, packages: named }, sameAs).map(({ name }) => name);
  const place = list?.path ?? image?.path ?? '';
  // As the script writes it; a lower bound says nothing of the version that is there.
  const written = named.map(({ name, text, line }) => ({
    line,
    text,
    entry: exact?.test(text) === true ? text : name,
  }));
  const loose = written.filter(({ text }) => text.includes('/') && exact?.test(text) !== true);
  return {
    packages: {
      tool,
      with: [],
      lines: [
        ...new Set([...written.filter((each) => !loose.includes(each)).map(({ entry }) => entry), ...more]),
      ].toSorted(),
      from: sourceOf(list, installs.length > 0 ? place : undefined, named.length > 0 && more.length > 0),
      ofBase: [],
    },
    toDo: [...loose.map((each) => sayLoose(each, place)), ...sayProblems(list)],
  };
}

function sayLoose({ text, line }: { readonly text: string; readonly line: number }, place: string): AdoptionToDo {
  return {
    id: `commit:${text}`,
    text: `${text} is not installed, since it names no commit: write OWNER/REPOSITORY@COMMIT into the list of packages`,
    place: `${place}:${String(line)}`,
  };
}

/** Why a list whose names are taken over cannot be installed as it is. */
function sayProblems(list: PackageList | undefined): readonly AdoptionToDo[] {
  return (list?.problems ?? []).map(({ what, location }) => ({
    id: `list:${placeOf(location)}`,
    text: what,
    place: placeOf(location),
  }));
}

function sourceOf(list: PackageList | undefined, image: string | undefined, isMore: boolean): string {
  const from = list?.path ?? image;
  if (from === undefined) return 'what programs use: no file of the repository lists packages';
  return `${image === undefined ? from : `what ${from} installs`}${isMore ? ', and what programs use and it does not name' : ''}`;
}

/** The lock is installed as it is; what it lacks comes beside it. */
function fromLock(
  { path }: PackageList,
  file: string,
  tool: InstallTool,
  lacking: readonly LibraryUse[],
): PackageDecision {
  const more = lacking.map((use) => use.name).toSorted();
  return {
    packages: {
      list: path,
      tool,
      with: [],
      lines: [file, ...more],
      from: more.length === 0 ? path : `${path}, and what programs use and it does not name`,
      ofBase: [],
    },
    toDo: [],
  };
}

/** A lock's repository whose host has no domain answers only in the network where it was written. */
function withReachable({ packages, toDo }: PackageDecision, lock: string): PackageDecision {
  const [, address] = /"URL": {0,9}"(https?:\/\/[\w-]{1,63}(?::\d{1,5})?(?:\/[\w./-]{0,200})?)"/.exec(lock) ?? [];
  if (address === undefined) return { packages, toDo };
  const from = `${packages.from}; it names ${address}, which answers only where it was written, so that the repository of the image is asked`;
  return { packages: { ...packages, from, ownRepository: address }, toDo };
}

/** A project with its lock; without one, today's versions of what it names. */
function fromProject(
  list: PackageList,
  file: string,
  tool: InstallTool,
  lacking: readonly LibraryUse[],
): PackageDecision {
  const { packages } = fromLock(list, file, tool, []);
  const toDo: AdoptionToDo[] = [
    ...(list.lock === undefined
      ? [
          {
            id: 'manifest',
            text: `there is no ${file} beside ${list.path}, so that each build installs the versions of its day: commit yours`,
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
