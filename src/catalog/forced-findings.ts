import type { ForcedFinding } from '../model/render/forced-finding.ts';

/** Day on which these were read in the tools' own sources. */
const since = '2026-11-23';

/** What an answer or a kind of base makes unavoidable. What one base forces stands in the base. */
export const forcedFindings: readonly ForcedFinding[] = [
  {
    tool: 'hadolint',
    id: 'DL3066',
    when: { staysRoot: false },
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
