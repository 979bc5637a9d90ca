import type { ProgramFacts } from '../../../model/programs/program-facts.ts';

/** What a program in a language that is not parsed shows at a glance. Lines are 1-based, of the text. */
export type Glance = Pick<ProgramFacts, 'language'> &
  Partial<Pick<ProgramFacts, 'calls' | 'commands' | 'imports'>> & {
    /** It was read as a whole: nothing found then says something. */
    readonly isWhole?: true;
    /** Why it was not, and where. */
    readonly why?: string;
    readonly line?: number;
  };

/** Where a text stands, and what it is started with. */
export interface Sight {
  readonly path: string;
  readonly text: string;
  /** Targets of a Makefile, and variables that it is given. */
  readonly arguments: readonly string[];
  readonly paths: ReadonlySet<string>;
}
