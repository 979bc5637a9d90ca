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

/** How a pipeline gets this program. */
export interface CheckerView {
  /** A repository and a commit; otherwise npm installs it. */
  readonly fromGit: boolean;
  /** Its version is this program's, so that an upgrade of the project moves it, and a newer one can be asked for. */
  readonly fromRegistry: boolean;
  /** As the answer has it. */
  readonly name: string;
  /** What is installed, as npm writes it in a list of dependencies: `npm:name@version`, or a tarball's URL; or a repository's URL. */
  readonly source: string;
  /** `source#sha512-...`; empty where nobody knows it yet. */
  readonly integrity: string;
  /** 40 hexadecimal digits; empty but for a repository. */
  readonly commit: string;
  /** As npm names it in a list of packages. */
  readonly npmPackage: string;
}

/** What the pipeline, the hooks and the ignore files print. Part of the view of templates. */
export interface PipelineView {
  /** Full name of the image without tag: registry, path, name. */
  readonly image: string;
  /** The registry is GitHub's own, so the pipeline's own token may push. */
  readonly onGhcr: boolean;
  /** The pipeline is GitHub's. */
  readonly onGitHub: boolean;
  /** It pushes with a user and a token that somebody has to give it, and what the place calls these. */
  readonly needsSecrets: boolean;
  readonly secrets: string;
  /** The image is so large that a hosted runner needs room made. */
  readonly largeImage: boolean;
  readonly checker: CheckerView;
  /** The workflow's own name. */
  readonly workflowName: string;
  /** Folder of the project from the repository's root; empty at the root. */
  readonly folder: string;
  readonly inFolder: boolean;
  /** Globs that a change must touch to start the pipeline. */
  readonly someStartsOn: boolean;
  readonly startsOn: readonly string[];
  /** Where the project lies in the container of the checker, which has a copy of the repository. */
  readonly copied: string;
  /** Folder of the reports from the repository's root, with its closing slash. */
  readonly reports: string;
  /** Folder of the bundles, from the root of the repository. */
  readonly handover: string;
  /** Path of the pipeline's file, as `placeFiles` has it; empty without a pipeline. */
  readonly path: string;
  /** The image is built from the folder above the project. */
  readonly fromAbove: boolean;
  /** For the job that starts GitLab's pipeline from the root of the repository: its file as the root knows it, and what starts it. */
  readonly includedAs: string;
  readonly startsOnAny: string;
  /** Files that tools look for at the root of a repository only are written. */
  readonly rootFiles: boolean;
  /** The pipeline looks for newer templates. */
  readonly upgradeJob: boolean;
  /** There could be one, and is none. */
  readonly offersUpgradeJob: boolean;
  /** As pip names it. */
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
  readonly someHadolintWaivers: boolean;
  readonly hadolintWaivers: readonly PrintedWaiver[];
  readonly someTrivyWaivers: boolean;
  readonly trivyWaivers: readonly PrintedWaiver[];
  readonly someRuleWaivers: boolean;
  readonly ruleWaivers: readonly PrintedWaiver[];
}
