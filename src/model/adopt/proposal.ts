import type { BaseName } from '../answers/answers.ts';
import type { Location } from '../check/rule.ts';
import type { Installer } from './repository-facts.ts';

/** Names of bases that a repository can call for; none of them fits every repository. */
export type ProposedBase = BaseName | 'none';

/** What is to be done with a repository, from its facts alone. This shape is public: `schema/survey.schema.json`. */
export interface Proposal {
  readonly base: ProposedBase;
  /** The next best base, where there is one. */
  readonly otherBase?: ProposedBase;
  readonly mode: 'batch' | 'interactive';
  readonly program: {
    /** Words that start it, paths from the repository's root; empty where nothing can be proposed. */
    readonly start: readonly string[];
    /** The repository does not decide it: a person has to. */
    readonly ask: boolean;
    /** Paths or commands, the likeliest first. */
    readonly candidates: readonly string[];
  };
  readonly manifest: { readonly path: string | null; readonly installer: Installer | 'none' | 'imports' };
  /** Version of the language, as the strongest source has it. */
  readonly version?: string;
  /** It is the newest that the packages fit: an older one does as well. */
  readonly isNewest?: true;
  /** Paths and folders (`config/`) that are copied into the image. */
  readonly goesIn: readonly string[];
  readonly staysOut: readonly string[];
  readonly questions: readonly OpenQuestion[];
  /** Why, by what was proposed: `base`, `mode`, `program`, `manifest`. */
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** Why something was proposed. */
export interface Reason {
  readonly why: string;
  /** The places that show it. */
  readonly evidence: readonly Location[];
}

/** Something that only a person knows. */
export interface OpenQuestion {
  readonly id: string;
  readonly question: string;
  /** `now`: nothing is written before it is answered, unless a default is taken. `later`: a default holds, and a to-do stands until it is settled. */
  readonly when: 'now' | 'later';
  readonly choices: readonly string[];
  /** What holds until somebody answers. */
  readonly default?: string;
  readonly location?: Location;
}
