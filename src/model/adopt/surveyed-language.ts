import type { LanguageName } from '../render/language.ts';
import type { Installer, InstallTool, SurveyLanguage } from './repository-facts.ts';

/**
 * What the survey of a repository knows of a language that programs are written in. Plain data, in `catalog/adopt/languages`: a language that
 * comes touches no code of the survey but the readers of its programs and lists.
 */
export interface SurveyedLanguage {
  readonly name: SurveyLanguage;
  /** As people write it. */
  readonly label: string;
  /** Words that start a program; `{path}` stands for its path, `{stem}` for its name without folder and ending. */
  readonly start: readonly string[];
  /** Endings of its scripts, without the dot. */
  readonly scripts: readonly string[];
  /** By what one sees that a script does something of its own when it is started. */
  readonly entry: EntrySign;
  /** Names of files that are no programs: they set up, test or configure. */
  readonly besides?: RegExp;
  /** What shows in a document or a notebook that its code is in this language, unless something else shows there too. */
  readonly inDocuments?: { readonly sign: RegExp; readonly unless?: RegExp };
  /** A document is in this language where it says nothing else. */
  readonly ownsDocuments?: true;
  /** A line of a program by which another one is called, with its name, and the ending that people leave out; only where programs are not read. */
  readonly calls?: { readonly line: RegExp; readonly ending: string };
  /** How its programs import libraries; absent where none is read. */
  readonly imports?: ImportHabits;
  /** How modules of a project lie; absent where they are named by their files. */
  readonly modules?: ModuleLayout;
  /** Libraries that find the project by one of these files, the first that is there. */
  readonly rootMarks?: { readonly libraries: readonly string[]; readonly files: readonly RegExp[] };
  /** How a repository that is a package itself looks, where programs find it only after it was installed. */
  readonly ownPackage?: OwnPackageHabits;
  /** It cannot be run without one, so that none of the bases is for it. */
  readonly licence?: LicenceNeed;
}

/** A language that bases are for, and what `adopt` makes of a repository in it. */
export interface AdoptedLanguage extends SurveyedLanguage {
  readonly imports: ImportHabits;
  readonly adopt: AdoptHabits;
  /** Packages -> packages of Debian without which they are not built, or not loaded. */
  readonly systemLibraries?: ReadonlyMap<string, readonly string[]>;
}

/** Every language that is told apart; those that bases are for come first. */
export type SurveyedLanguages = Readonly<
  Record<LanguageName, AdoptedLanguage> & Record<Exclude<SurveyLanguage, LanguageName>, SurveyedLanguage>
>;

/** `line`: its first line, unless the text only defines; `commands`: any command; `calls`: more calls on the level of the file than preparing takes. */
export type EntrySign =
  | { readonly by: 'line'; readonly unless?: RegExp }
  | { readonly by: 'commands' }
  | {
      readonly by: 'calls';
      readonly moreThan: number;
      /** More files than that which it takes in show it as well. */
      readonly orFiles?: true;
    };

/** How a language names libraries. */
export interface ImportHabits {
  /** As bases name it. */
  readonly language: LanguageName;
  /** Between a library and what is taken from it. */
  readonly separator: string;
  /** Libraries that come with the language. */
  readonly standard: ReadonlySet<string>;
  /** Files of the repository are imported by the same words as libraries. */
  readonly ownFiles: boolean;
  /** A name that is a file's. */
  readonly file?: RegExp;
  /** Module that is imported -> package that brings it, where the names differ; absent where each package is called like its module. */
  readonly packages?: ReadonlyMap<string, string>;
  /** What people name most and no table of modules has: one that is nearly written so may be meant. */
  readonly usual?: readonly string[];
  /** A callee that names its library; the first group is the name. */
  readonly qualified?: RegExp;
  /** Calls that load what one of their arguments lists, by its name or its place, or packages that no text of the program names. */
  readonly loaders?: readonly {
    readonly callee: RegExp;
    readonly argument?: string | number;
    readonly packages?: readonly string[];
  }[];
}

/** File names by which a folder holds modules. */
export interface ModuleLayout {
  /** A folder with it is a package that others import from. */
  readonly mark: string;
  /** A package with it can be started. */
  readonly start: string;
  /** Files of a module, `{name}` for its name. */
  readonly files: readonly string[];
  /** The variable that names folders with modules, separated by colons. */
  readonly variable: string;
}

/** How a package lies in its folder, and what installs it from there. */
export interface OwnPackageHabits {
  /** The file that says what it is; the first group of `name` is what it is called. */
  readonly file: string;
  readonly name: RegExp;
  /** Without these it cannot be installed, and what writes them. */
  readonly needs: readonly string[];
  readonly writes: string;
  /** What of its folder is installed. */
  readonly parts: RegExp;
  /** Files among these that programs read by the name of the package, and that may be data about people. */
  readonly data: RegExp;
  /** In front of the folder. */
  readonly install: string;
}

/** What becomes of a repository in a language that bases are for. */
export interface AdoptHabits {
  /** What installs its packages, the usual one first. */
  readonly tools: readonly InstallTool[];
  /** The file in the adopted folder that lists what is installed beside the repository's own lists. */
  readonly ownList: string;
  /** That file is a script of the base, which installs what it names; absent: a tool reads it. */
  readonly script?: ScriptInstalls;
  /** A Dockerfile of the repository can become the adopted one. */
  readonly takesDockerfile: boolean;
  /** What images bring by their names. */
  readonly imageBrings?: readonly { readonly image: RegExp; readonly packages: readonly string[] }[];
  /** Words of its start that the Dockerfile of its base says by a variable. */
  readonly saidByImage?: RegExp;
  /** Versions of the language beyond which there are no packages of a version. */
  readonly bounds?: VersionBounds;
  /** Where pip cannot give what a list of conda names. */
  readonly conda?: CondaVersions;
}

/** Packages, by pip's name, of which conda has versions that pip has not. */
export interface CondaVersions {
  /** pip's releases have one more number: conda's 4.5.5 is 4.5.5.62 or 4.5.5.64. */
  readonly longer: ReadonlySet<string>;
  /** The oldest release that pip has. */
  readonly since: ReadonlyMap<string, string>;
  /** pip has none, or not by that name. */
  readonly never: ReadonlySet<string>;
}

/** How the script of a base installs what a repository lists. */
export interface ScriptInstalls {
  /** The list that is installed as it is, as the script names it. `takesMore`: what it lacks is installed beside it; else it is a to-do. */
  readonly whole: { readonly installer: Installer; readonly file: string; readonly takesMore: boolean };
  /** One package that the script takes as it is written; another one is named without its version. */
  readonly exact?: RegExp;
  /** Where the base's Dockerfile copies the list to: a file, or a folder in place of its own, with the line that copies its own list. */
  readonly place: { readonly file: string } | { readonly folder: string; readonly line: RegExp };
}

/** Python: package -> the newest minor version that there are wheels for, by the version since which there are, oldest first. */
export interface VersionBounds {
  readonly major: number;
  /** The newest minor version of the table: nothing is known beyond it. */
  readonly latest: number;
  readonly packages: ReadonlyMap<string, readonly (readonly [since: string, minor: number])[]>;
  /** A condition of an entry that it is for some versions of the language alone. */
  readonly condition: RegExp;
}

/** Why a language needs an image of its own. */
export interface LicenceNeed {
  /** What fits, as one sentence. */
  readonly instead: string;
  /** Another program that runs it and needs none, where a Dockerfile starts from its image. */
  readonly free?: { readonly name: string; readonly image: RegExp };
}
