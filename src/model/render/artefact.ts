import type { FileEntry } from '../file-tree.ts';
import type { View } from './view.ts';

/**
 * Who owns a generated file after the first time.
 * `shared`: merged three ways on upgrade. `generator`: replaced while nobody edited it, else a conflict. `user`: as `shared` while nobody edited it, then never again.
 */
export type Ownership = 'shared' | 'generator' | 'user';

/** One generated file. */
export interface Artefact {
  /** Path in the project; data of the view may stand in it, e.g. for a language's file name. Several: the same text in each. */
  readonly path: string | ((view: View) => string | readonly string[]);
  /** Path below `templates/`. */
  readonly template: string | ((view: View) => string);
  readonly ownership: Ownership;
  readonly executable?: boolean;
  /** Absent: always generated. */
  readonly when?: (view: View) => boolean;
}

/** A rendered file and who owns it. */
export type RenderedFile = FileEntry & { readonly ownership: Ownership };

/** What this version of the generator renders for a project, by path. */
export type RenderedTree = ReadonlyMap<string, RenderedFile>;
