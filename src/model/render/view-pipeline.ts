/** An action as `uses:` takes it, and the version that stands in the comment beside it. */
export interface PrintedAction {
  /** `owner/name@<40 hex>`. */
  readonly uses: string;
  readonly version: string;
}

/** A download with the checksum that it must have. */
export interface PrintedDownload {
  readonly url: string;
  readonly sha256: string;
}

/** A finding that the base forces, accepted in a tool's own ignore file. */
export interface PrintedWaiver {
  /** The tool's or the rule's id. */
  readonly id: string;
  readonly reason: string;
  /** ISO 8601 day. */
  readonly date: string;
}

/** What the pipeline, the hooks and the ignore files print. Part of the view of templates. */
export interface PipelineView {
  /** Full name of the image without tag: registry, path, name. */
  readonly image: string;
  /** The registry is GitHub's own, so the pipeline's own token may push. */
  readonly onGhcr: boolean;
  /** The image is so large that a hosted runner needs room made. */
  readonly largeImage: boolean;
  /** The project has Python tests. */
  readonly pythonTests: boolean;
  /** This generator at this version, as npm names it. */
  readonly npmPackage: string;
  /** As pip names it. */
  readonly pytest: string;
  readonly hadolintPackage: string;
  readonly preCommitHooks: string;
  readonly checkout: PrintedAction;
  readonly uploadArtifact: PrintedAction;
  readonly downloadArtifact: PrintedAction;
  readonly hadolint: PrintedDownload;
  readonly trivy: PrintedDownload;
  /** Images with digest. */
  readonly dockerImage: string;
  readonly nodeImage: string;
  readonly pythonImage: string;
  readonly someHadolintWaivers: boolean;
  readonly hadolintWaivers: readonly PrintedWaiver[];
  readonly someTrivyWaivers: boolean;
  readonly trivyWaivers: readonly PrintedWaiver[];
  readonly someRuleWaivers: boolean;
  readonly ruleWaivers: readonly PrintedWaiver[];
}
