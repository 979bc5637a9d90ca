import type { ProgramFacts } from '../../../model/programs/program-facts.ts';

/** What a program in a language that is not parsed shows at a glance. Lines are 1-based, of the text. */
export type Glance = Pick<ProgramFacts, 'language'> &
  Partial<Pick<ProgramFacts, 'calls' | 'commands' | 'imports'>> & {
    /** It was read as a whole: nothing found then says something. */
    readonly isWhole?: true;
  };

/** Where a text stands, and what it is started with. */
export interface Sight {
  readonly path: string;
  readonly text: string;
  /** Targets of a Makefile. */
  readonly arguments: readonly string[];
  readonly paths: ReadonlySet<string>;
}
