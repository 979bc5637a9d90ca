import type {
  DockerfileSurvey,
  LibraryUse,
  PackageList,
  ProgramSurvey,
  RepositoryFacts,
  SurveyLanguage,
} from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { readCommandLines } from '../../parse/adopt/command-lines.ts';
import { findConsoleScripts } from '../../parse/adopt/console-scripts.ts';
import { readScriptCalls } from '../../parse/adopt/script-calls.ts';
import { findOrchestrators } from '../../parse/adopt/find-orchestrators.ts';
import { findOwnFiles, isSidePath } from '../../parse/adopt/own-files.ts';
import { surveyDockerfile } from '../../parse/adopt/survey-dockerfile.ts';
import { beyondTogether, countReadTogether } from '../../parse/dockerfile/dockerfile-work.ts';
import { findPackageLists } from '../../parse/packages/find-package-lists.ts';
import { isDockerfile } from '../../parse/project/dockerfile-names.ts';
import { findOrder, listGuides } from './find-guides.ts';
import { findJobs } from './find-jobs.ts';
import { findImportRoots } from './find-import-roots.ts';
import { surveyData, type DataJudge } from './survey-data.ts';
import { findLacking, listImports } from './survey-libraries.ts';
import { findPlaces } from './places/survey-places.ts';
import { findPlacesInSettings } from './survey-settings.ts';
import { listPackageFolders, surveyPrograms } from './survey-programs.ts';
import { surveyNeeds } from '../../parse/adopt/survey-needs.ts';
import { findSessions } from './survey-sessions.ts';
import { findNotUtf8 } from './not-utf8.ts';
import { findShown } from './shown-pictures.ts';
import { takeOwnPackages } from './own-packages.ts';
import { findStops } from './survey-stops.ts';
import { surveyModules } from './uses-through-packages.ts';
import { surveyVersions } from '../../parse/adopt/survey-versions.ts';

/** Files of a repository, their programs as they were read, and what is known beside them. */
export interface SurveyInput {
  readonly files: readonly ProjectFile[];
  readonly incomplete?: string;
  /** By path; of the person's own files. A document with chunks of two languages has two. */
  readonly programs: ReadonlyMap<string, readonly ProgramFacts[]>;
  readonly knowledge: SurveyKnowledge;
  /** What check takes files for, so that adopt leaves out what check would report. */
  readonly judgeData?: DataJudge;
}

/** Everything that a repository shows about itself. Pure: the same files give the same facts. Never throws for what a file holds. */
export async function surveyRepository({
  files,
  incomplete,
  programs: read,
  knowledge,
  judgeData,
}: SurveyInput): Promise<RepositoryFacts> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const { own, leftOut } = findOwnFiles(sorted);
  const dockerfiles = surveyDockerfiles(own, knowledge.families);
  const { languages } = knowledge;
  const lists = await findPackageLists(own, (language, name) => languages[language].imports.standard.has(name));
  const orchestrators = findOrchestrators(own.filter(({ path }) => !isSidePath(path)));
  const consoleScripts = findConsoleScripts(own);
  const programs = surveyPrograms(own, read, { orchestrators, consoleScripts }, knowledge);
  const { modules, facts } = surveyModules(read, Object.values(languages), programs);
  const { imports, ownPackages } = takeOwnPackages(
    own,
    listImports(facts, languages, localModules(own, languages)),
    languages,
  );
  const { places, ...others } = findPlaces(facts, knowledge.systemPrograms);
  return {
    ...(incomplete === undefined ? {} : { incomplete }),
    files: { all: files.length, own: own.length },
    leftOut,
    languages: countLanguages(programs),
    versions: surveyVersions(own, dockerfiles),
    lists,
    dockerfiles,
    programs,
    modules,
    consoleScripts,
    ...surveyStarts(own, programs, consoleScripts),
    needs: surveyNeeds(facts),
    orchestrators,
    imports,
    ownPackages,
    importRoots: findImportRoots(facts, { paths: new Set(own.map(({ path }) => path)), lists, languages }),
    lacking: listLacking(imports, lists, dockerfiles, knowledge),
    dataFiles: surveyData(own, others.reads, packageFolders(own, languages), judgeData),
    services: findServices(imports, knowledge.services),
    places: [...places, ...findPlacesInSettings(own, facts)],
    ...others,
    sessions: findSessions(own, dockerfiles, imports),
    stops: findStops({ files: own, programs, orchestrators, lists, dockerfiles }, knowledge),
    notUtf8: findNotUtf8(own),
    projects: findProjects(own, programs, knowledge.projectMarks),
  };
}

/** Folders of modules that programs import. */
function packageFolders(own: readonly ProjectFile[], languages: SurveyKnowledge['languages']): ReadonlySet<string> {
  return new Set(listPackageFolders(own, Object.values(languages)));
}

/** How guides start programs, and what shell scripts and Makefiles give to those that they start. */
function surveyStarts(
  files: readonly ProjectFile[],
  programs: readonly ProgramSurvey[],
  scripts: RepositoryFacts['consoleScripts'],
): Pick<RepositoryFacts, 'commands' | 'inOrder' | 'sequence' | 'given' | 'shown' | 'jobs'> {
  const guides = listGuides(files);
  const all = new Set(files.map(({ path }) => path));
  const started = new Set(programs.flatMap(({ path, language }) => (language === 'shell' ? [] : [path])));
  const given = files
    .filter(({ path }) => /\.(?:ba)?sh$|(?:^|\/)(?:GNUm|M|m)akefile$/.test(path))
    .flatMap((file) => readScriptCalls(file, started))
    .filter(({ words }) => words.length > 0);
  const commands = guides.flatMap(({ path, text = '' }) => readCommandLines(path, text, all, scripts));
  return { commands, ...findOrder(guides, all), given, shown: findShown(files), ...findJobs(files, programs) };
}

/** Databases, clouds and schedulers, by the package that talks to them. */
function findServices(
  imports: readonly LibraryUse[],
  services: SurveyKnowledge['services'],
): RepositoryFacts['services'] {
  return imports.flatMap(({ name, location }) => {
    const service = services.get(name);
    return service === undefined ? [] : [{ what: `${service} (${name})`, location }];
  });
}

function countLanguages(programs: readonly ProgramSurvey[]): RepositoryFacts['languages'] {
  const counts = new Map<SurveyLanguage, { files: number; readonly example: string }>();
  for (const { language, path, isSide } of programs) {
    if (isSide) continue;
    const count = counts.get(language) ?? { files: 0, example: path };
    count.files += 1;
    counts.set(language, count);
  }
  return [...counts].map(([language, count]) => ({ language, ...count })).toSorted((a, b) => b.files - a.files);
}

/** Names by which programs import what lies in the repository, where a language imports files as it imports libraries. */
function localModules(files: readonly ProjectFile[], languages: SurveyKnowledge['languages']): ReadonlySet<string> {
  const endings = new Set([
    ...Object.values(languages).flatMap(({ imports, scripts }) => (imports?.ownFiles === true ? scripts : [])),
    'ipynb',
  ]);
  const names = new Set<string>();
  for (const { path } of files) {
    if (!endings.has(path.slice(path.lastIndexOf('.') + 1))) continue;
    for (const part of path.replace(/\.\w+$/, '').split('/')) names.add(part);
  }
  return names;
}

/** What the lists of a language together do not name. A language without a list lacks everything, which is said of the list instead. */
function listLacking(
  imports: readonly LibraryUse[],
  lists: readonly PackageList[],
  dockerfiles: readonly DockerfileSurvey[],
  knowledge: SurveyKnowledge,
): LibraryUse[] {
  return Object.values(knowledge.languages).flatMap(({ name: language, imports: habits }) => {
    if (habits === undefined) return [];
    const named = lists.filter((list) => list.language === language).flatMap(({ packages }) => packages);
    if (named.length === 0) return [];
    const installed = dockerfiles.flatMap(({ installs }) =>
      installs.map(({ name, line }) => ({ name: name.replace(/[[=<>!~].*/s, ''), text: name, line })),
    );
    const extras = new Set(lists.flatMap(({ optional = [] }) => optional.map(({ name }) => name)));
    return findLacking(imports, { language, packages: [...named, ...installed] }, knowledge.sameAs).map((use) =>
      extras.has(use.name) ? { ...use, isExtra: true } : use,
    );
  });
}

/** Subfolders with programs and a list or a Dockerfile of their own, where the root has neither. */
function findProjects(files: readonly ProjectFile[], programs: readonly ProgramSurvey[], marks: RegExp): string[] {
  const own = programs.filter(({ isSide }) => !isSide);
  if (
    files.some(({ path }) => marks.test(path)) ||
    own.some(({ path, kind }) => !path.includes('/') && kind !== 'notebook')
  )
    return [];
  const folders = new Set(
    files.flatMap(({ path }) => (marks.test(path.slice(path.indexOf('/') + 1)) ? (path.split('/')[0] ?? []) : [])),
  );
  return [...folders].filter((folder) => own.some(({ path }) => path.startsWith(`${folder}/`))).toSorted();
}

/** What each Dockerfile shows; those beyond what is read together are unread. */
function surveyDockerfiles(
  own: readonly ProjectFile[],
  families: SurveyKnowledge['families'],
): RepositoryFacts['dockerfiles'] {
  const found = own.filter(({ path }) => isDockerfile(path));
  const together = countReadTogether(found.map(({ text }) => text));
  return found.map((file, index) => {
    if (index < together) return surveyDockerfile(file, families, own);
    const { text: _, ...rest } = file;
    return surveyDockerfile({ ...rest, unread: beyondTogether }, families, own);
  });
}
