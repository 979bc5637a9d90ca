/** An image by its canonical name, as a registry is asked for it. */
export interface ImageName {
  /** Host, and port if any; `docker.io` for Docker Hub. */
  readonly registry: string;
  /** With `library/` for Docker Hub's official images. */
  readonly repository: string;
  readonly tag: string;
}

/** One question to a registry: what does this tag mean today? */
export interface ResolveWish {
  readonly image: ImageName;
  /** Digests that are in use now: where the tag still means one of them, one request is enough. */
  readonly known: readonly string[];
  /** `os/architecture[/variant]` that the image must have, e.g. `linux/amd64`. */
  readonly platform: string;
  /** `changed`: the manifest is read when the digest is not a known one. `always`: it is read in any case. */
  readonly verify: 'changed' | 'always';
  /** Whether the dates of the new image and of the known ones are wanted (three requests more for each). */
  readonly dates: boolean;
}

/** What a tag means: read from the registry, the digest checked against the bytes of the manifest where these were read. */
export interface ResolvedImage {
  /** `sha256:<64 hex>` of the index, or of the manifest where there is no index. */
  readonly digest: string;
  /** What the digest names; absent when the manifest was not read. */
  readonly kind?: 'index' | 'single-platform';
  /** Day the image was made by digest, ISO 8601; only those that could be found out. */
  readonly created: ReadonlyMap<string, string>;
}

/** Why a registry gave no digest. */
export type RegistryFailureKind =
  | 'unreachable'
  | 'denied'
  | 'unknown-tag'
  | 'unknown-repository'
  | 'rate-limited'
  | 'not-a-registry'
  | 'wrong-digest'
  | 'too-large'
  | 'platform-missing'
  | 'failing'
  | 'certificate'
  | 'blocked';

/** A failed look-up, in words that carry neither a credential nor a signed address. */
export interface RegistryFailure {
  readonly kind: RegistryFailureKind;
  /** Host that was asked, as the person knows it. */
  readonly host: string;
  /** What happened, one clause that can stand after `registry/repository:tag: `. */
  readonly what: string;
  readonly why?: string;
  readonly fix?: string;
  /** For `unknown-tag`: tags that exist, as many as the registry listed within our bound. */
  readonly tags?: readonly string[];
}

/** The answer to one wish. */
export type Resolution = { readonly resolved: ResolvedImage } | { readonly failure: RegistryFailure };

/** A registry client as commands need it. Implemented by `io/registry/open-registries.ts`. */
export interface Registries {
  /**
   * Asks the image's registry; several wishes may run at once, the client bounds how many requests do.
   * What a registry or the network does becomes a failure; throws UserError for a configuration file that cannot be read.
   */
  resolve(wish: ResolveWish): Promise<Resolution>;
}
