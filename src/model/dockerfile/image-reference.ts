/** What of an image is known where the rest of its name depends on a variable. */
export interface KnownParts {
  /** Registry and repository, where tag or digest alone are open. */
  readonly named?: ImageName;
  /** Tag and digest, where they are written after what is open. */
  readonly version?: ImageVersion;
}

export type ImageName = Pick<ImageReference, 'registry' | 'repository' | 'canonicalRegistry' | 'canonicalRepository'>;
export type ImageVersion = Pick<ImageReference, 'tag' | 'digest'>;

/** An image reference, taken apart as written, and its full name as container engines understand it. */
export interface ImageReference {
  /** As written. */
  readonly text: string;
  /** Registry host with port, only when it is written: `quay.io`, `localhost:5000`. */
  readonly registry?: string;
  /** As written, without the registry: `python`, `library/python`, `rocker/rstudio`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:` and 64 hexadecimal digits, or `sha512:` and 128. */
  readonly digest?: string;
  /** `docker.io` where no registry is written. */
  readonly canonicalRegistry: string;
  /** With Docker Hub's `library/` where docker adds it. */
  readonly canonicalRepository: string;
}
