import type { BaseName, Runtime } from '../answers/answers.ts';

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

/** The package manager that a base's users use. */
export type PackageTool = 'pip' | 'install2.r' | 'conda' | 'mamba';

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
  readonly language: 'python' | 'r';
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
  /** User that the unchanged base image runs as, with ids and home. */
  readonly user: { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };
  /** TCP port; interactive only. */
  readonly port?: number;
  readonly gpu: boolean;
  readonly runtimes: readonly Runtime[];
  /** Why a runtime is missing from `runtimes`, one sentence each. */
  readonly unsupportedRuntimes: Partial<Readonly<Record<Runtime, string>>>;
  /** Documentation of the image. */
  readonly source: string;
}
