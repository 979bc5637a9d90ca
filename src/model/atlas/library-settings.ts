import type { AtlasEntry, Setting } from './atlas-entry.ts';

/** What generated files need of an entry: who it is, what it brings, and its variables. */
export interface LibrarySettings {
  readonly name: string;
  readonly language: AtlasEntry['language'];
  /** Names of packages and imports, in lower case and with hyphens. */
  readonly packages: readonly string[];
  /** What a program imports, for variables that are read once. */
  readonly importName: string;
  readonly brings: readonly string[];
  readonly settings: readonly Setting[];
}
