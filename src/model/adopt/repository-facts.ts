import type { Location } from '../check/rule.ts';
import type { CommandLine, ConsoleScript } from './command-line.ts';
import type { DataFile } from './data-file.ts';
import type { FactsBeside } from './facts-beside.ts';
import type { GivenArguments, NeededArgument } from './needed-argument.ts';
import type { ImageFamily } from './image-family.ts';
import type { Orchestrator } from './orchestrator.ts';
import type { LanguageName } from '../render/language.ts';
import type { StartedElsewhere } from './started-elsewhere.ts';
import type { StopSign } from './stop-signs.ts';

/** Languages that the survey tells apart; `stata` and `matlab` are recognised, not read. */
export type SurveyLanguage = LanguageName | 'stata' | 'matlab' | 'shell';

/** What was found in somebody's repository, each fact with the place that shows it. Nothing here is a decision. */
export interface RepositoryFacts extends FactsBeside {
  /** Why the list of files is not complete. */
  readonly incomplete?: string;
  /** How many files were listed, and how many of them count as the person's own. */
  readonly files: { readonly all: number; readonly own: number };
  /** Folders that are left out, and why. */
  readonly leftOut: readonly { readonly folder: string; readonly why: string }[];
  /** Most files first. */
  readonly languages: readonly {
    readonly language: SurveyLanguage;
    readonly files: number;
    readonly example: string;
  }[];
  /** Strongest source first for each language. */
  readonly versions: readonly VersionFact[];
  readonly lists: readonly PackageList[];
  readonly dockerfiles: readonly DockerfileSurvey[];
  /** Programs, documents and notebooks of the person's own, sorted by path. */
  readonly programs: readonly ProgramSurvey[];
  /** What is no program and programs import: own files of packages (`__init__.py`), settings (`conf.py`). */
  readonly modules: readonly Pick<ProgramSurvey, 'path' | 'usedBy' | 'isOpen' | 'openAt' | 'mayLoad'>[];
  /** Command lines of README files that start a program of the repository, in their order. */
  readonly commands: readonly CommandLine[];
  /** Commands that the repository would have as an installed package. */
  readonly consoleScripts: readonly ConsoleScript[];
  /** Where a guide says that programs run one after the other, in the order in which it names them. */
  readonly inOrder?: Location;
  /** Programs that a sentence of a guide names one after the other: `Run fit.R and then plot.R`. */
  readonly sequence?: { readonly programs: readonly string[]; readonly location: Location };
  readonly orchestrators: readonly Orchestrator[];
  /** What programs cannot be started without. */
  readonly needs: readonly NeededArgument[];
  /** What scripts of the repository give to programs of it. */
  readonly given: readonly GivenArguments[];
  /** Libraries that the own programs import, by the first place of each. */
  readonly imports: readonly LibraryUse[];
  /** Packages that the repository itself is, and that its programs load by name. */
  readonly ownPackages: readonly OwnPackage[];
  /** Folders below the root, with a closing slash, that programs import modules of the repository from, and where Python does not look by itself. */
  readonly importRoots: readonly ImportRoot[];
  /** Imported, and named by no list, base or standard library; only for languages whose list was read. */
  readonly lacking: readonly LibraryUse[];
  readonly dataFiles: readonly DataFile[];
  readonly models: readonly PlaceFact[];
  readonly network: readonly PlaceFact[];
  /** Programs that own programs start by name, and that no plain image has. */
  readonly tools: readonly PlaceFact[];
  /** Databases, clouds and schedulers. */
  readonly services: readonly PlaceFact[];
  /** Absolute places that programs name, with what they are. */
  readonly places: readonly PlaceFact[];
  readonly reads: readonly PlaceFact[];
  readonly writes: readonly PlaceFact[];
  /** Programs that serve pages, each with the library that it does that with. */
  readonly pages: readonly PlaceFact[];
  /** Signs of a session: RStudio in the README, widgets, Binder, a port. */
  readonly sessions: readonly PlaceFact[];
  /** What none of our bases is for: a licence, a workflow engine, another platform, a web front end. */
  readonly stops: readonly StopSign[];
  /** Programs that are not written in UTF-8 and do not say in what, with the first line that shows it. */
  readonly notUtf8: readonly PlaceFact[];
  /** Subfolders that look like projects of their own while the root holds no program. */
  readonly projects: readonly string[];
}

/** Something with a name and the place that shows it. */
export interface PlaceFact {
  readonly what: string;
  /** The option of the program, or the variable, of which it is the default. */
  readonly option?: string;
  /** Of a place that is named by where the file itself lies (`Path(__file__).parent`), how it begins as seen from the root. */
  readonly own?: string;
  /** The program makes it its working directory (`setwd`). */
  readonly isEntered?: true;
  /** It is named only where the file itself is what is started (`if __name__ == "__main__"`). */
  readonly isMain?: true;
  readonly location: Location;
  /** The line that has its text, where that is another one. */
  readonly named?: Location;
}

/** A folder that modules are imported from. */
export interface ImportRoot extends PlaceFact {
  /** The first place of each program that imports from there. */
  readonly places: readonly Location[];
}

export interface LibraryUse {
  /** As the language's package index names it: `scikit-learn` for `sklearn`. */
  readonly name: string;
  readonly language: SurveyLanguage;
  readonly location: Location;
  /** Wherever it is imported, something else is done where it is not there. */
  readonly isTried?: true;
  /** Of what no list installs by itself: one has it among its optional dependencies. */
  readonly isExtra?: true;
  /** The first place of each program that imports it, where these are several. */
  readonly places?: readonly { readonly location: Location; readonly isTried?: true }[];
}

/** A package that lies in the repository: it is installed from there, and from no index. */
export interface OwnPackage {
  readonly name: string;
  readonly language: SurveyLanguage;
  /** Where it lies, with a closing slash; empty at the root. */
  readonly folder: string;
  /** Files without which it cannot be installed, and which are not there. */
  readonly lacks: readonly string[];
  /** The file that says what it is. */
  readonly location: Location;
  /** Where a program loads it. */
  readonly used: Location;
}

export interface VersionFact {
  readonly language: SurveyLanguage;
  /** `3.11`, `4.4.3`, `>=3.9`. */
  readonly version: string;
  readonly location: Location;
}

/** What installs packages, as lists and Dockerfiles have it. */
export type InstallTool = 'pip' | 'conda' | 'r' | 'julia';

/** How the packages of a list are installed. */
export type Installer =
  | 'pip'
  | 'conda'
  | 'uv'
  | 'poetry'
  | 'pip-project'
  | 'renv'
  | 'description'
  | 'r-script'
  | 'dockerfile'
  | 'nix'
  | 'julia'
  | 'platform';

/** A file that lists packages. */
export interface PackageList {
  readonly path: string;
  readonly language: LanguageName;
  readonly installer: Installer;
  /** Names as the package index knows them, lower case for Python. */
  readonly packages: readonly { readonly name: string; readonly text: string; readonly line: number }[];
  /** Of `[project.optional-dependencies]`: named, and installed with an extra only. */
  readonly optional?: PackageList['packages'];
  /** Every package has one version. */
  readonly locked: boolean;
  /** The file that holds the exact versions, where it is another one (`uv.lock`). */
  readonly lock?: string;
  /** Why it cannot be installed as it is, or not here: a build string, a cluster's local version, `git://`. */
  readonly problems: readonly PlaceFact[];
  /** Meant for tests, documentation or development by its name. */
  readonly isSide: boolean;
}

/** A Dockerfile of the person's. */
export interface DockerfileSurvey {
  readonly path: string;
  /** As written, ARGs filled in. */
  readonly from?: string;
  /** The family that the image of the last stage belongs to; absent where its name says nothing. */
  readonly family?: ImageFamily;
  /** For Binder or a dev container: a place to work, not an image of the program. */
  readonly isWorkplace: boolean;
  readonly fromLine: number;
  readonly systemPackages: readonly { readonly name: string; readonly line: number }[];
  /** Files that its RUN lines install packages from. */
  readonly installsFrom: readonly PlaceFact[];
  /** A RUN line that installs the project itself, as it is written. */
  readonly installsProject?: PlaceFact;
  /** Packages that its RUN lines name themselves. */
  readonly installs: readonly {
    readonly name: string;
    readonly tool: InstallTool;
    readonly line: number;
  }[];
  /** What its RUN lines do beside installing packages: they fetch, build or set up something. */
  readonly others: readonly PlaceFact[];
  /** Whether it brings files of the build context into the image. */
  readonly copiesCode: boolean;
  /** It clones a repository while it is built. */
  readonly clones?: PlaceFact;
  /** What starts, with its words; absent where it starts what its base starts. */
  readonly start?: { readonly words: readonly string[]; readonly line: number };
  readonly ports: readonly string[];
  /** Where the first of them stands. */
  readonly portLine?: number;
  /** Values that are not for another place: proxies, secrets. */
  readonly proxies: readonly PlaceFact[];
  readonly environment: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  /** Files beside it that name it: compose, workflows, make, README. */
  readonly users: readonly PlaceFact[];
  /** Why it was not read. */
  readonly unread?: string;
}

/** A program that could be what the container starts. */
export interface ProgramSurvey {
  readonly path: string;
  readonly kind: 'script' | 'document' | 'notebook';
  readonly language: SurveyLanguage;
  /** It does something when it is started: a `__main__` guard, or deeds on the level of the file. */
  readonly starts: boolean;
  /** It only has the function that a command of the package calls. */
  readonly called?: ConsoleScript;
  /** Nothing happens when it is started by its path. */
  readonly isIdle?: true;
  /** First line that shows so. */
  readonly line: number;
  /** Programs of the repository that name, import or source this one. */
  readonly usedBy: readonly string[];
  /** Those of them that do not import it: they start it, or name it in a text. */
  readonly startedBy?: readonly string[];
  /** Programs that import a package whose own file imports this one. */
  readonly throughPackage?: readonly string[];
  /** It loads or starts something that no text of it names, or could not be read. */
  readonly isOpen?: true;
  /** The line that does, where one is known. */
  readonly openAt?: number;
  /** What it may load by names that it computes, where these say in which package of the repository that lies. */
  readonly mayLoad?: readonly string[];
  readonly importsOwn?: true;
  readonly startsElsewhere?: readonly StartedElsewhere[];
  /** It lies among tests, tools, documentation or templates. */
  readonly isSide: boolean;
}
