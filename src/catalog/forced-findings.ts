import type { ForcedFinding } from '../model/render/forced-finding.ts';

/** Day on which these were read in the bases' own sources. */
const since = '2026-11-23';
const rockerRoot =
  "Rocker's /init must start as root: it sets up RStudio Server and its login. Under rootless podman, the only runtime this base supports, root inside is the calling user outside.";

/** What a base or an answer makes unavoidable: the only findings that generated ignore files and waivers accept. */
export const forcedFindings: readonly ForcedFinding[] = [
  { tool: 'trivy', id: 'DS-0002', bases: ['rocker'], reason: rockerRoot, since },
  { tool: 'check', id: 'non-root-user', bases: ['rocker'], reason: rockerRoot, since },
  {
    tool: 'hadolint',
    id: 'DL3066',
    bases: ['python', 'pytorch', 'jupyter', 'rapids'],
    reason:
      'The guidance asks for a user without a fixed number, since the TRE replaces it; hadolint asks for a number.',
    since,
  },
  {
    tool: 'hadolint',
    id: 'DL3008',
    whenSystemPackages: true,
    since,
    reason:
      'Distribution mirrors drop a package version as soon as a newer one is out, so a pinned version breaks the next build. The base digest fixes the release, the SBOM records the versions.',
  },
];
