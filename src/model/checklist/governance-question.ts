import type { Answers } from '../answers/answers.ts';
import type { Base } from '../render/base.ts';
import type { HandoverFactName } from '../handover/facts.ts';
import type { Force } from '../check/rule.ts';

/** What a generated project is known to be. */
export interface KnownProject {
  readonly answers: Answers;
  readonly base: Base;
  /** Of a project that adopt wrote: its folder, and what its packages are installed from; empty where none is installed. */
  readonly adopted?: { readonly folder: string; readonly packageFiles: readonly string[] };
}

/** One question that Information Governance asks of a container. */
export interface GovernanceQuestion {
  /** As in the collected list, 1 to 40: the key of its row. */
  readonly number: number;
  /** What it is about in a few words, for places without room for the question: at most 40 characters. */
  readonly title: string;
  /** Heading that it stands under. */
  readonly chapter: string;
  /** One line. */
  readonly question: string;
  /** At EPCC; absent where other TREs ask it and EPCC states no force. */
  readonly force?: Force;
  /**
   * `files`: the project's own files answer it, through `rules`. `run`: a pipeline or a rehearsal proves it.
   * `person`: nobody else can know.
   */
  readonly answeredBy: 'files' | 'run' | 'person';
  /** Role that answers, or confirms what is filled in. */
  readonly who: 'project' | 'principal investigator' | 'research coordinator' | 'Information Governance';
  /** What is known from the answers, where the project's files alone do not tell: one line, or nothing. */
  readonly known?: (project: KnownProject) => string | undefined;
  /** An earlier version said something here from the answers, which files may deny and no rule would notice: those words go. */
  readonly saidOnce?: true;
  /** Ids of the rules that bear on it. With `files`, all of them passing answers it. */
  readonly rules?: readonly [string, ...string[]];
  /** Those of `rules` of which what they saw is the answer itself: with `files`. */
  readonly shows?: readonly string[];
  /** Id of the rule of kind `human` that asks the same: the checklist asks once, here. */
  readonly sameAs?: string;
  /** What an answer to it rests on: it is void when one of them changes. Absent: it rests on the whole image. */
  readonly restsOn?: readonly HandoverFactName[];
  /** For `run`: what makes the proof, and where it is then found, in one line. */
  readonly proof?: {
    readonly by: 'pipeline' | 'rehearsal';
    readonly where: string;
    /** The part of a bundle that shows it. */
    readonly part?: 'run' | 'sbom' | 'assessment' | 'secrets';
  };
}
