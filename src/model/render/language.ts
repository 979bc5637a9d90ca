/** A language that bases are for. */
export type LanguageName = 'python' | 'r' | 'julia';

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
  /** Its starter uses packages of its own, so that a list without them would not do. */
  readonly starterUsesPackages: boolean;
  /** Ending of a manifest that may stand in place of a list, and names all packages. */
  readonly manifestEnding?: string;
  /** What models are loaded with, whatever their kind; absent: the loader that the model asks for. */
  readonly modelLibraries?: readonly string[];
  /** A script of the project installs its packages, which a template writes from the answers; else a list names them. */
  readonly installsByScript: boolean;
}
