import type { Location } from '../check/rule.ts';

/** A command that a package brings when it is installed, which the container does without. */
export interface ConsoleScript {
  readonly name: string;
  /** The file of the module that has the function. */
  readonly path: string;
  /** The words that do what the command does. */
  readonly start: readonly string[];
  readonly location: Location;
}

/** A line that a person types, as a README gives it. */
export interface CommandLine {
  readonly words: readonly string[];
  /** The program of the repository that it starts; absent for `quarto render` and `make`. */
  readonly program?: string;
  readonly location: Location;
  /** Lines of one block of code, or of one list, have the same number. */
  readonly block: number;
}
