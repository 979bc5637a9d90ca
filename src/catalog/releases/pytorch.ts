import type { SecurityReleases } from '../../model/dockerfile/security-releases.ts';

/** PyTorch: weights that are loaded with `weights_only=True` could run code before 2.6.0, and again before 2.10.0. */
export const pytorchReleases: SecurityReleases = {
  program: 'PyTorch',
  repositories: ['docker.io/pytorch/pytorch'],
  lines: [
    {
      line: '',
      newest: {
        version: '2.10.0',
        fixes: ['CVE-2026-24747'],
        source: 'the record of CVE-2026-24747 (GHSA-63cw-57p8-fm3p); 10 public files with its image',
      },
    },
  ],
};
