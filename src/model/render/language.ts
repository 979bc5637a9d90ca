/** Languages that bases are for. */
export const languageNames = ['python', 'r', 'julia'] as const;

export type LanguageName = (typeof languageNames)[number];

/** How the entries of a list that a script of the project installs are sorted. */
export interface PackageListing {
  /** An entry that is a lock, which names all packages. */
  readonly locks: RegExp;
  /** What such a lock is usually called. */
  readonly lock: string;
  /** The function that the script calls to install what a lock names. */
  readonly installsLock: string;
  /** The file that a lock belongs to, where it is not enough by itself. */
  readonly project?: string;
  /** What the listed packages need in turn is chosen at build: no index of a day decides it. */
  readonly resolvesAtBuild: boolean;
  /** A second index: how an entry says that it comes from it, and its address, which a day is put behind. */
  readonly second?: { readonly prefix: string; readonly address: string };
}

/** What is true of a language: how its programs are run, what ours are called, and how its packages are listed. */
export interface Language {
  readonly name: LanguageName;
  /** As people write it. */
  readonly label: string;
  /** What runs a program of it in an image. */
  readonly interpreter: string;
  /** Ending of a program's name, without the dot. */
  readonly ending: string;
  /** File name of the starter program. */
  readonly starter: string;
  /** File name of the offline loader of models; empty: there is none, and a project in this language takes no model. */
  readonly loaderFile: string;
  /** What that loads itself. */
  readonly loaderPackages?: readonly string[];
  /** Its starter uses packages of its own, so that a list without them would not do. */
  readonly starterUsesPackages: boolean;
  /** Ending of a manifest that may stand in place of a list, and names all packages. */
  readonly manifestEnding?: string;
  /** Packages -> packages of Debian without which they are not built, or not loaded. */
  readonly systemLibraries?: ReadonlyMap<string, readonly string[]>;
  /** What models are loaded with, whatever their kind; absent: the loader that the model asks for. */
  readonly modelLibraries?: readonly string[];
  /** A script of the project installs its packages, which a template writes from the answers; absent: a tool reads their list. */
  readonly listing?: PackageListing;
}
