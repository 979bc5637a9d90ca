import type { BaseName } from '../answers/answers.ts';
import type { BaseProposal } from '../render/base.ts';
import type { LanguageName } from '../render/language.ts';
import type { ProposedBase } from './proposal.ts';
import type { ImageFamily } from './image-family.ts';
import type { InstallTool, Installer } from './repository-facts.ts';
import type { StopSigns } from './stop-signs.ts';
import type { SurveyedLanguages } from './surveyed-language.ts';

/** How a base runs, and what its programs are written in. */
export interface BaseTraits {
  readonly name: BaseName;
  readonly mode: 'batch' | 'interactive';
  readonly language: LanguageName;
  /** What runs its programs. */
  readonly interpreter: string;
  /** What installs its packages. */
  readonly tool: InstallTool;
  /** Packages that it brings in a build of its own: another one would bring its own CUDA and gigabytes. */
  readonly brings: readonly string[];
  /** What a session opens. */
  readonly opens?: 'jupyter' | 'rstudio';
  readonly proposed: BaseProposal;
}

/** What the survey knows beside the repository: data of `catalog/adopt`. */
export interface SurveyKnowledge {
  /** Bases that can be proposed. */
  readonly bases: Readonly<Record<Exclude<ProposedBase, 'none'>, BaseTraits>>;
  /** First match wins; tried on `registry/repository:tag` without digest. */
  readonly families: readonly { readonly pattern: RegExp; readonly family: ImageFamily }[];
  readonly languages: SurveyedLanguages;
  readonly stopSigns: StopSigns;
  /** Callees that only prepare: a file of functions has them on its first level too. */
  readonly preparing: { readonly names: ReadonlySet<string>; readonly patterns: readonly RegExp[] };
  /** Names of files by which a folder looks like a project. */
  readonly projectMarks: RegExp;
  /** Databases and clouds by the package that talks to them. */
  readonly services: ReadonlyMap<string, string>;
  /** How good a list of packages is by its kind. `isProject`: it counts without packages too, and its lock is the list. */
  readonly lists: Readonly<Record<Installer, { readonly rank: number; readonly isProject?: true }>>;
  /** Programs that no plain image has -> packages of the system of which each brings it; none: no package does. */
  readonly systemPrograms: ReadonlyMap<string, readonly string[]>;
  /** Packages that a package of another name brings too. */
  readonly sameAs: ReadonlyMap<string, readonly string[]>;
  /** The known package or module that what a program loads is nearly written as; nothing where it is known itself. */
  readonly nearImport: (language: string, name: string) => string | undefined;
}
