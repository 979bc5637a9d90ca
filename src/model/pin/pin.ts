import type { ImageReference } from '../dockerfile/image-reference.ts';

interface PlaceBase {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** As written, for people: the reference with its digest or commit, if it has one. */
  readonly text: string;
}

/** A place that names an image. */
export interface ImagePlace extends PlaceBase {
  readonly kind: 'image';
  readonly image: ImageReference;
  /** Where `@sha256:...` stands; empty, at the end of the reference, where there is none yet. */
  readonly digestAt: { readonly start: number; readonly end: number };
}

/** A place that runs a GitHub action or a reusable workflow of another repository. */
export interface ActionPlace extends PlaceBase {
  readonly kind: 'action';
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** The tag or branch that is meant: as written, or as a comment beside a commit says. */
  readonly ref?: string;
  /** 40 hexadecimal digits, where the action is pinned. */
  readonly commit?: string;
  /** Where the ref or the commit stands. */
  readonly refAt: { readonly start: number; readonly end: number };
  /** Where a comment with the ref goes when the commit takes its place; absent where one stands already. */
  readonly commentAt?: number;
}

/** A place whose image or action cannot be known from the file alone. */
export interface OpenPlace extends PlaceBase {
  readonly kind: 'open';
  /** One clause. */
  readonly reason: string;
  /** It names the project's own image, which is there and has its tag only later. */
  readonly isOwn?: true;
}

/** A place that holds the checksum of the npm package that a pipeline of ours installs. */
export interface PackagePlace extends PlaceBase {
  readonly kind: 'package';
  readonly name: string;
  readonly version: string;
  /** `sha512-...`, where the place holds that of this version. */
  readonly integrity?: string;
  /** Where the value stands, with its quotes. */
  readonly valueAt: { readonly start: number; readonly end: number };
}

/** A line of a list for pip whose packages come from an index of the list's own. */
export interface WheelPlace extends PlaceBase {
  readonly kind: 'wheel';
  /** Address of the index, as written. */
  readonly index: string;
  readonly name: string;
  readonly version: string;
  /** `sha256:...` of each file, with a blank between them; absent where the line has none. */
  readonly hashes?: string;
  /** What follows the version on the line and those that continue it. */
  readonly hashesAt: { readonly start: number; readonly end: number };
}

export type PinPlace = ImagePlace | ActionPlace | PackagePlace | WheelPlace | OpenPlace;

/** What `pin` is asked to do: fill in what is missing, only tell, or move what is pinned as well. */
export type PinMode = 'pin' | 'check' | 'update';

/**
 * How it went with one place. `pinned`: it got a digest; `updated`: it got another one; `current`: it has what its tag means
 * today; `kept`: it is pinned, and nobody was asked; `unpinned`, `moved`: found by `check`; `failed`: it could not be looked up;
 * `open`: nothing can be said, and `reason` says why.
 */
export type PinOutcome = 'pinned' | 'updated' | 'current' | 'kept' | 'unpinned' | 'moved' | 'failed' | 'open';

/** One place and what became of it. */
export interface PinEntry {
  readonly place: PinPlace;
  readonly outcome: PinOutcome;
  /** Digest or commit before. */
  readonly old?: string;
  /** Digest or commit that the tag means. */
  readonly new?: string;
  /** Days on which these were made, ISO 8601, as far as known. */
  readonly oldDate?: string;
  readonly newDate?: string;
  /** Why, for `failed` and `open`. */
  readonly reason?: string;
}
