/** Severities as scanners give them, the worst first. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'] as const;
export type Severity = (typeof severities)[number];

/** A package that a scanner recognised. */
export interface ScannedPackage {
  /** Kind of package as Trivy names it: `debian`, `python-pkg`. */
  readonly type: string;
  readonly name: string;
  readonly version: string;
  /** File that it was recognised by; empty for packages of the system. */
  readonly path: string;
  /** Package URL; empty where the scanner gives none. */
  readonly purl: string;
}

/** A vulnerability in one package of an image. */
export interface ScannedFinding extends ScannedPackage {
  readonly id: string;
  readonly severity: Severity;
  /** Versions that fix it; empty where none does yet. */
  readonly fixedVersion: string;
  readonly title: string;
  /** Digest of the uncompressed layer that brought the package; empty where it is not said. */
  readonly layer: string;
  /** The scanner left it out because of a statement: its words. */
  readonly leftOut?: string;
}

/** A password, token or key that a scanner found in an image. What it is, is not read. */
export interface ScannedSecret {
  /** The scanner's rule: `github-pat`. */
  readonly rule: string;
  /** `/app/settings.py:12`. */
  readonly place: string;
  readonly severity: Severity;
}

/** How a container of an image starts, as its configuration says. */
export interface ImageConfiguration {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workdir: string;
  /** Empty: root. */
  readonly user: string;
  /** `8888/tcp`. */
  readonly ports: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** `NAME=value`. */
  readonly environment: readonly string[];
}

/** One report of a scan of an image: what this project reads of Trivy's JSON. Empty text and lists where the report says nothing. */
export interface ScanReport {
  readonly artifact: string;
  /** Digest of the image's configuration, which engines print as the image's id. */
  readonly imageId: string;
  /** Its names by tag, and by digest in registries. */
  readonly references: readonly string[];
  readonly repositoryDigests: readonly string[];
  /** Digests of the uncompressed layers, from the bottom. */
  readonly layers: readonly string[];
  /** What made each of those layers, as the image's history says. */
  readonly steps: readonly string[];
  readonly system: { readonly family: string; readonly name: string; readonly ended: boolean };
  readonly configuration: ImageConfiguration;
  /** Bytes; 0 where it is not said. */
  readonly size: number;
  readonly scanner: string;
  /** When the scan was made, and when the image, as its configuration says; ISO 8601. */
  readonly createdAt: string;
  readonly imageCreatedAt: string;
  readonly packages: readonly ScannedPackage[];
  readonly findings: readonly ScannedFinding[];
  readonly secrets: readonly ScannedSecret[];
}
