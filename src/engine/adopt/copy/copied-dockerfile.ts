import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** A person's Dockerfile, and what of the repository it may take. */
export interface CopySource {
  readonly path: string;
  /** Lines end with a line feed alone. */
  readonly text: string;
  /** Every file of the repository, which is the build context. */
  readonly files: readonly string[];
  /** What lies in the folder all the same, and is in no clone of it: it is not copied along with what lies around it. */
  readonly beside?: readonly string[];
  /** Files of the program. */
  readonly goesIn: ReadonlySet<string>;
  /** Files that look like data and are none of the program. */
  readonly data: ReadonlySet<string>;
  /** Lists of packages, and what a build of the project itself reads. */
  readonly lists: ReadonlySet<string>;
}

/** One instruction as it stands in the copy. */
export interface Edit {
  readonly instruction: Instruction;
  /** The rule and the reason, in a sentence. */
  readonly why: string;
  /** What stands in its place; absent: nothing but the reason. */
  readonly text?: string;
  /** Its text is not repeated: a value of it is nobody's business. */
  readonly isSecret?: true;
}

/** What a COPY of a Dockerfile wants, and the repository has not. */
export interface MissingSource {
  readonly what: string;
  /** 1-based, in the person's Dockerfile. */
  readonly line: number;
}

/** The copy as it is recorded, and what was learned on the way. */
export interface CopiedDockerfile {
  readonly lines: readonly string[];
  /** What the last FROM of another image names, in full, as it stands in `lines`. */
  readonly image: string;
  /** Where the repository's files lie in the image. */
  readonly root: string;
  /** Files of the program that its lines bring there. */
  readonly covered: ReadonlySet<string>;
  /** Files and folders (`config/`) that its lines name. */
  readonly sent: readonly string[];
  /** What was changed, a sentence each. */
  readonly edits: readonly string[];
  readonly missing: readonly MissingSource[];
}

/** Why there is no copy, as a clause. */
export interface NoCopy {
  readonly because: string;
}
