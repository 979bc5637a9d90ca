/** Something that only a person can settle, as it stands in the adopted folder's README. */
export interface AdoptionToDo {
  readonly id: string;
  readonly text: string;
  /** `FILE:LINE` in the repository. */
  readonly place?: string;
}

/**
 * What was decided when a repository was adopted: recorded in the folder's `.yo-rc.json` beside the answers, so that an upgrade renders the
 * same again. Plain JSON; every path is relative to the repository's root, which is the build context.
 */
export interface Adoption {
  /** The build context as seen from the folder: always the folder above, and no other value is accepted. */
  readonly context: '..';
  /** Name of the folder: `tre`, or `tre-NAME`. */
  readonly folder: string;
  readonly mode: 'batch' | 'interactive';
  readonly program: {
    /** Words that start it; of a step that is decided at each run only the interpreter. */
    readonly start: readonly string[];
    /** The first word is an interpreter, and `ces/arg-file.txt` names the step. */
    readonly atRun: boolean;
  };
  readonly packages: {
    /** A list of the repository that is installed as it is; absent where all are in `packages.txt`. */
    readonly list?: string;
    readonly tool: 'pip' | 'conda' | 'r' | 'julia';
    /** Further files that the list names. */
    readonly with: readonly string[];
    /** The list has hashes, so that pip refuses lines without in the same call. */
    readonly hasHashes?: true;
    /** Lines of `packages.txt`; in R and Julia packages in the notation of `create`, a lock's name among them. */
    readonly lines: readonly string[];
    /** Where those lines come from, in a clause. */
    readonly from: string;
    /** Packages of the list that the base brings in a build of its own, and that are therefore not installed again. */
    readonly ofBase: readonly string[];
  };
  readonly goesIn: readonly string[];
  /** Folders of the project that stand for `/safe_data`, and names that stand for places below `/safe_outputs`. */
  readonly links: { readonly data: readonly string[]; readonly outputs: readonly string[] };
  /** Why a start script is needed; absent where the program is started itself. */
  readonly startScript?: string;
  readonly notebook?: string;
  /** The Dockerfile that was there, with the SHA-256 of its text. */
  readonly original?: { readonly path: string; readonly sha256: string; readonly notTaken: readonly string[] };
  readonly toDo: readonly AdoptionToDo[];
  /** Why, a line each, for the README. */
  readonly reasons: Readonly<Record<string, string>>;
}
