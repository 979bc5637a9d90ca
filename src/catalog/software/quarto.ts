/** One release of Quarto that the catalogue knows, for Linux on x86-64. */
export interface QuartoRelease {
  readonly version: string;
  /** SHA-256 of `quarto-VERSION-linux-amd64.tar.gz`, 64 hexadecimal digits; never invented. */
  readonly sha256: string;
  /** Day on which the evidence was looked at, ISO 8601. */
  readonly seen: string;
  /** Where the checksum was seen, in words that a reader can follow up. */
  readonly evidence: string;
}

/** Releases by which documents are rendered, the default first. A checksum of another is the person's to give. */
export const quartoReleases: readonly [QuartoRelease, ...QuartoRelease[]] = [
  {
    version: '1.10.18',
    sha256: 'afad071b5bd22c02f2d300695743189d3650e0537a53073e654b630cff2b0c73',
    seen: '2026-11-26',
    evidence:
      "at least 10 public files, among them two casks of Homebrew; two of the files compare it with the release's own quarto-1.10.18-checksums.txt",
  },
  {
    version: '1.9.38',
    sha256: 'ea8c897368791ad9f200010c087ea3111b2e556b12a960487dd4e216902aa102',
    seen: '2026-11-26',
    evidence: "at least 10 public files, among them a cask of Homebrew and a recipe of Julia's BinaryBuilder",
  },
];

/** Where a release's checksums stand. */
export function quartoChecksums(version: string): string {
  return `https://github.com/quarto-dev/quarto-cli/releases/download/v${version}/quarto-${version}-checksums.txt`;
}

/** As the answer `quarto` names a release: version and checksum. */
export function nameQuarto({ version, sha256 }: Pick<QuartoRelease, 'version' | 'sha256'>): string {
  return `${version}@sha256:${sha256}`;
}

/** The release that an answer names, with its own checksum or the catalogue's; nothing where neither is known. */
export function readQuarto(answer: string): Pick<QuartoRelease, 'version' | 'sha256'> | undefined {
  const [version = '', sha256] = answer.split('@sha256:');
  return sha256 === undefined ? quartoReleases.find((each) => each.version === version) : { version, sha256 };
}
