import type { SecurityReleases } from '../../model/dockerfile/security-releases.ts';

const ofSeptember = ['CVE-2026-15310', 'CVE-2026-15806', 'CVE-2026-17084'];
const ofOctober = ['CVE-2026-114583', 'CVE-2026-115557'];
const cycle = "release-cycle.json of Python's developer's guide";

/** Python, as of 26 November 2026. Each newest release is of 30 September or 1 October 2026. */
export const pythonReleases: SecurityReleases = {
  program: 'Python',
  repositories: ['docker.io/library/python'],
  tagsOf: 'python/cpython',
  lines: [
    {
      line: '3.14',
      newest: {
        version: '3.14.8',
        fixes: ofSeptember,
        source: "its change log, heading Security; Fedora's python3.14-3.14.8-1; 9 public files with its image",
      },
      withoutImage: {
        version: '3.14.10',
        fixes: ofOctober,
        source: "Fedora's python3.14-3.14.10-1 (2026-10-26)",
        seen: '2026-11-26',
      },
    },
    {
      line: '3.13',
      newest: {
        version: '3.13.16',
        fixes: ofSeptember,
        source: "Fedora's python3.13-3.13.16-1 (2026-10-01); 10 public files with its image",
      },
      withoutImage: {
        version: '3.13.18',
        fixes: ofOctober,
        source:
          "python/cpython 0d4bd512: six entries of NEWS.d/next/Security; Fedora's python3.13-3.13.18-1 (2026-10-26)",
        seen: '2026-11-26',
      },
    },
    {
      line: '3.12',
      newest: {
        version: '3.12.15',
        fixes: [],
        source: 'python/cpython e848e4b0: eleven entries of NEWS.d/next/Security; 8 public files with its image',
      },
    },
    {
      line: '3.11',
      newest: {
        version: '3.11.17',
        fixes: [],
        source: `a branch that takes security fixes alone (${cycle}); python-build-standalone 20261001; 6 public files with its image`,
      },
    },
    { line: '3.10', ended: { since: '2026-10', source: `${cycle}; PEP 619` } },
    { line: '3.9', ended: { since: '2025-10-31', source: `${cycle}; PEP 596` } },
    { line: '3.8', ended: { since: '2024-10-07', source: `${cycle}; PEP 569` } },
    { line: '3.7', ended: { since: '2023-06-27', source: `${cycle}; PEP 537` } },
    { line: '3.6', ended: { since: '2021-12-23', source: 'PEP 494' } },
    { line: '3.5', ended: { since: '2020-09-13', source: 'PEP 478' } },
    { line: '3.4', ended: { since: '2019-03-16', source: 'PEP 429' } },
    { line: '2.7', ended: { since: '2020-01-01', source: 'PEP 373' } },
  ],
};
