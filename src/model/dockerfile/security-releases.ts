/** What is known of the security releases of a program, and the images whose tags begin with its version. */
export interface SecurityReleases {
  /** As messages name it: `Python`. */
  readonly program: string;
  /** `registry/repository` each, in full. */
  readonly repositories: readonly string[];
  /** The version in a tag that does not begin with it, as its first group: `3.21-r-4.5.1`. */
  readonly inTag?: RegExp;
  /** GitHub repository whose tags are its releases, `v3.13.16` each: the maintenance job looks there for later ones. */
  readonly tagsOf?: string;
  /** Newest first. The first is the one to move to from a line that has ended. */
  readonly lines: readonly ReleaseLine[];
}

/** Releases that are maintained together, each a number further than the last. */
export interface ReleaseLine {
  /** What its versions begin with: `3.13`. Empty where a program has but one line. */
  readonly line: string;
  /** The newest security release of which an image is known. Absent for a line that has ended. */
  readonly newest?: SecurityRelease;
  /** A later one, of which no image was known on the day `seen` (ISO 8601). */
  readonly withoutImage?: SecurityRelease & { readonly seen: string };
  /** Since when (ISO 8601, a day or a month) it gets no security releases, and who says so. */
  readonly ended?: { readonly since: string; readonly source: string };
}

export interface SecurityRelease {
  readonly version: string;
  /** Vulnerabilities that it fixes, by name, a few of them; empty where only its kind is known. */
  readonly fixes: readonly string[];
  /** What was read, in words that a reader can follow up. */
  readonly source: string;
}
