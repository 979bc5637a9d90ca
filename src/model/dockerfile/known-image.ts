/** What runs programs. */
export type Interpreter = 'python' | 'r' | 'julia' | 'octave' | 'matlab' | 'stata' | 'perl' | 'node' | 'java' | 'ruby';

/** What is known of an image of others, as its publisher's Dockerfile has it. Facts that nobody read are not in the table. */
export interface KnownImage {
  /** `registry/repository` each; a `*` at the end stands for any rest. */
  readonly repositories: readonly string[];
  /** Of these only the tags that match; the repository has images of several kinds. */
  readonly tags?: RegExp;
  /** `application`: runs a program of its own. `language`, `generic`: to build on. `builder`: for `COPY --from`. */
  readonly kind: 'application' | 'language' | 'generic' | 'builder';
  /** Whom it runs as; the uid where it is fixed. */
  readonly user: { readonly name: string; readonly uid?: number; readonly home?: string };
  /** Further users that it has. */
  readonly users?: readonly string[];
  /** There is a POSIX shell. */
  readonly shell: boolean;
  /** Ports that EXPOSE declares. */
  readonly ports: readonly number[];
  /** Empty where none is set. */
  readonly entrypoint: readonly string[];
  /** The folder that its WORKDIR names, `/` where it has none; absent where nobody looked. */
  readonly workdir?: string;
  /** Absent where it is not known. */
  readonly cmd?: readonly string[];
  /** What the entry point does with CMD: runs it as a command (`exec`), or takes it as its own arguments. */
  readonly passes?: 'exec' | 'arguments';
  /** Runs a CMD with these endings by itself: `CMD ["main.jl"]` starts Julia. An empty ending is any file that cannot be executed. */
  readonly interprets?: { readonly program: string; readonly endings: readonly string[] };
  /** What listens where nobody sets CMD. */
  readonly server?: { readonly name: string; readonly port: number; readonly asks: boolean };
  /** Variables of the image that name its own user: `USER $MAMBA_USER`. */
  readonly userVariables?: readonly string[];
  /** Interpreters that it has: of an image to build on all of them, of an application those that are known. Absent where nobody looked. */
  readonly runs?: readonly Interpreter[];
  /** Packages that it installs by their names, of every tag that is meant. */
  readonly packages?: readonly string[];
  /** Programs by which others are often started that it does not have; absent where nobody looked. */
  readonly lacks?: readonly string[];
  /** Its start needs root, so a USER breaks it. */
  readonly needsRoot?: true;
  /** Releases whose own Python takes no packages from pip (PEP 668); `names` are the tags that say so without a number at their start. */
  readonly externallyManaged?: { readonly from?: readonly [major: number, minor: number]; readonly names: RegExp };
  /** CRAN or the like as of a fixed day in every tag but the newest. */
  readonly snapshot?: true;
  /** No longer built, moved, or rebuilt under the same tag: a clause. */
  readonly warning?: string;
  /** `read`: its Dockerfile; `documented`: by its publisher; `reported`: by others who use it. */
  readonly confidence: 'read' | 'documented' | 'reported';
  /** What was read, and when it was written. */
  readonly source: string;
}
