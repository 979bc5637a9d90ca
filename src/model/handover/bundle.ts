/** A file of a bundle, as it lies on disk. */
export interface BundleFile {
  /** Relative to the bundle. */
  readonly path: string;
  /** SHA-256 in hexadecimal; absent where it is no plain file or cannot be read. */
  readonly sha256?: string;
}

/** What a look at a bundle found. `whole`: every file is as it was packed. `broken`: one is not. `none`: it is no bundle. */
export interface BundleCheck {
  readonly verdict: 'whole' | 'broken' | 'none';
  /** One sentence each. */
  readonly sentences: readonly string[];
}

/** Names in a bundle. */
export const bundleNames = {
  sums: 'SHA256SUMS',
  summary: 'summary.json',
  page: 'summary.html',
  verify: 'verify.sh',
  checklist: 'CHECKLIST.md',
  evidence: 'evidence.json',
  assessment: 'assessment.json',
  sbom: 'sbom.cdx.json',
  models: 'models.json',
  vex: 'vex.json',
  dockerfile: 'Dockerfile',
  digests: 'digests.txt',
  manifest: 'manifest.json',
  image: 'image.tar',
  /** There only in a draft, with what is open: it may be written over. */
  draft: 'DRAFT',
} as const;
