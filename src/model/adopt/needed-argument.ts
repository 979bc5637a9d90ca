import type { Location } from '../check/rule.ts';

/** An argument without which a program ends at once. */
export interface NeededArgument {
  /** The program of the repository that is started; the file that declares it may be a module of it. */
  readonly program: string;
  /** `--gold`, `-g`; of an argument by its place one name without a hyphen. */
  readonly names: readonly string[];
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  readonly location: Location;
}

/** What a script of the repository gives a program when it starts it. */
export interface GivenArguments {
  readonly program: string;
  readonly words: readonly string[];
  readonly location: Location;
}

/** Id of the question about arguments that a start lacks. */
export const argumentsId = 'arguments';

/** An argument as a start has it. */
interface StartArgument {
  readonly name: string;
  readonly value?: string;
}

/** The words of an argument; in place of a value that nobody gave one in capitals, which says so. */
export function wordsOfArgument({ name, value }: StartArgument): readonly string[] {
  const word = value ?? `${unsaid}${name.replace(/^-+/, '').replaceAll('-', '_').toUpperCase()}`;
  return name.startsWith('-') ? [name, word] : [word];
}

const unsaid = 'VALUE_OF_';

/** Whether a word stands in the place of a value. */
export function isUnsaid(word: string): boolean {
  return word.startsWith(unsaid);
}
