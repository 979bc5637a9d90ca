import type { KnownImage } from '../../model/dockerfile/known-image.ts';

export const hardenedImages: readonly KnownImage[] = [
  {
    repositories: [
      'dhi.io/python',
      'dhi.io/r-base',
      'dhi.io/node',
      'dhi.io/postgres',
      'dhi.io/eclipse-temurin',
      'dhi.io/miniconda3',
      'dhi.io/pytorch',
    ],
    kind: 'language',
    user: { name: 'nonroot', uid: 65532, home: '/home/nonroot' },
    shell: false,
    ports: [],
    entrypoint: [],
    cmd: ['python3'],
    confidence: 'read',
    source:
      'docker-hardened-images/catalog 30c3db971d (2026-08-22): image/python/debian-13/3.13.yaml, image/r-base/debian-13/4.6.yaml and 4.6-dev.yaml',
  },
];
