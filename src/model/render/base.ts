import type { BaseName, Runtime } from '../answers/answers.ts';
import type { Language, LanguageName } from './language.ts';
import type { RehearsalProfile } from '../rehearsal/rehearsal.ts';
import type { ImageFamily } from '../adopt/image-family.ts';
import type { ForcedFinding } from './forced-finding.ts';

/** One base image that the catalogue knows, with the proof of its digest. */
export interface BaseImage {
  /** `registry/repository:tag`, fully qualified, without digest. */
  readonly reference: string;
  /** `sha256:<64 hex>`; absent where no public record of one was found (never invented). */
  readonly digest?: string;
  /** What the digest names, as its source states it. */
  readonly digestKind?: 'index' | 'single-platform' | 'not stated';
  /** Day the digest was seen, ISO 8601 (`2026-10-07`). */
  readonly seen?: string;
  /** Where it was seen, in words that a reader can follow up. */
  readonly evidence?: string;
  /** Tool chain facts that templates must know about this image. */
  readonly note?: string;
}

/**
 * What must be true of a base for a thing to concern it; every property that is named must hold, none means any base.
 * Data of variables and findings names properties and never bases, so that a new base gets what is meant for its kind.
 */
export interface BaseCondition {
  readonly language?: LanguageName;
  readonly kind?: Base['kind'];
  readonly gpu?: boolean;
  readonly packageTool?: readonly PackageTool[];
  /** A library that its images bring. */
  readonly holds?: string;
  /** Whether its start must stay root's. */
  readonly staysRoot?: boolean;
}

/** What of a repository calls for a base, beside its language. */
export interface BaseProposal {
  /** Kinds of images that programs run on which would run on it. */
  readonly families: readonly ImageFamily[];
  /** Libraries that call for it, whatever else is there, and what they are called together. */
  readonly imports?: { readonly libraries: readonly string[]; readonly called: string };
  /** A sign of a session in the repository's own Dockerfile, as the survey words it. */
  readonly serverInImage?: RegExp;
  /** A sign of a session beside programs: it is the next best base. */
  readonly session?: RegExp;
  /** A sign of what lives in notebooks alone. */
  readonly widgets?: RegExp;
}

/** The package manager that a base's users use. */
export type PackageTool = 'pip' | 'install2.r' | 'Pkg' | 'conda' | 'mamba';

/** A base: plain data about one family of images and its contract at run time. */
export interface Base {
  readonly name: BaseName;
  readonly kind: 'batch' | 'interactive';
  /** Shown at the prompt. */
  readonly label: string;
  /** One line of help at the prompt. */
  readonly help: string;
  /** Default `description` answer. */
  readonly description: string;
  /** Which starter, loader and package notation a project gets. */
  readonly language: Language;
  /** First is the default. */
  readonly images: readonly [BaseImage, ...BaseImage[]];
  /** Other repositories that count as the same base, without tag. */
  readonly repositories: readonly string[];
  readonly packageTool: PackageTool;
  /** Path in the project of the file that lists language packages. */
  readonly packageFile: string;
  /** Packages that the starter code needs, in the package tool's own notation. */
  readonly packages: readonly string[];
  /** Extra packages when a model is loaded. */
  readonly modelPackages: readonly string[];
  /** Extra packages by which Quarto runs what is written in a document; absent: documents are not rendered on it. */
  readonly documentPackages?: readonly string[];
  /** User that the unchanged base image runs as, with ids and home. */
  readonly user: { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };
  /** TCP port; interactive only. */
  readonly port?: number;
  readonly gpu: boolean;
  /** Libraries that all its images bring, by the name of their package: what concerns one of them concerns this base. */
  readonly holds: readonly string[];
  /** Python packages that its images bring in a build of their own: another one would bring its own CUDA and gigabytes. */
  readonly ownBuilds?: readonly string[];
  /** What a session opens; interactive only. */
  readonly opens?: 'jupyter' | 'rstudio';
  /** What of a repository calls for it. */
  readonly proposed: BaseProposal;
  /** From this tag on (major, minor) the image's Python is the distribution's, and pip asks before it changes it. */
  readonly externallyManagedFrom?: readonly [major: number, minor: number];
  /** Its start scripts are those of the Jupyter Docker Stacks, with their hooks and their user variables. */
  readonly dockerStacks?: true;
  /** Its start must be root's: a Dockerfile on it names no other user. */
  readonly staysRoot?: true;
  /** A project on it nearly always loads a model: the prompt asks for one. */
  readonly modelExpected?: true;
  /** Findings that nobody can fix without giving the base up. */
  readonly forced: readonly ForcedFinding[];
  /** What it needs to be run as the TRE runs it. */
  readonly rehearsal: RehearsalProfile;
  readonly runtimes: readonly Runtime[];
  /** Why a runtime is missing from `runtimes`, one sentence each. */
  readonly unsupportedRuntimes: Partial<Readonly<Record<Runtime, string>>>;
  /** Documentation of the image. */
  readonly source: string;
}
