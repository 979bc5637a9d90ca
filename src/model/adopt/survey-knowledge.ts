import type { LanguageName } from '../render/language.ts';
import type { ProposedBase } from './proposal.ts';
import type { ImageFamily } from './repository-facts.ts';

/** How a base runs, and what its programs are written in. */
export interface BaseTraits {
  readonly mode: 'batch' | 'interactive';
  readonly language: LanguageName;
  /** What runs its programs. */
  readonly interpreter: string;
  /** What installs its packages. */
  readonly tool: 'pip' | 'conda' | 'r' | 'julia';
  /** Packages that it brings in a build of its own: another one would bring its own CUDA and gigabytes. */
  readonly brings: readonly string[];
  /** What a session opens. */
  readonly opens?: 'jupyter' | 'rstudio';
}

/** What the survey knows beside the repository: data of `catalog/adopt`. */
export interface SurveyKnowledge {
  /** Bases that can be proposed. */
  readonly bases: Readonly<Record<Exclude<ProposedBase, 'none'>, BaseTraits>>;
  /** First match wins; tried on `registry/repository:tag` without digest. */
  readonly families: readonly { readonly pattern: RegExp; readonly family: ImageFamily }[];
  /** Python: module that is imported -> package that brings it, where the names differ. */
  readonly pythonPackages: ReadonlyMap<string, string>;
  /** Modules that come with Python. */
  readonly pythonStandard: ReadonlySet<string>;
  /** Packages that come with Julia. */
  readonly juliaStandard: ReadonlySet<string>;
  /** Databases and clouds by the package that talks to them. */
  readonly services: ReadonlyMap<string, string>;
  /** Python: package -> the newest Python 3 that there are wheels for, by the version since which there are, oldest first. */
  readonly newestPython: ReadonlyMap<string, readonly (readonly [since: string, minor: number])[]>;
  /** Packages that a package of another name brings too. */
  readonly sameAs: ReadonlyMap<string, readonly string[]>;
}
