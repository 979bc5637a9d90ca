import type { Location } from '../check/rule.ts';

/** What shows about a repository beside its own files, and what its programs leave to whoever starts them. */
export interface FactsBeside {
  /** Pictures of the repository that its documents include. */
  readonly shown?: readonly string[];
  /** What git ignores and lies in the folder all the same: data about people, often. It is in no clone, and goes into no image. */
  readonly ignored?: readonly string[];
  /** Scripts for the scheduler of a cluster, with its name, which nothing else than such scripts uses. */
  readonly jobs?: readonly { readonly what: string; readonly location: Location }[];
  /** Arguments that name what is written: `2` for the second word that the program is given, else the name that its parser has for it. */
  readonly writesTo?: readonly { readonly what: string; readonly location: Location }[];
}
