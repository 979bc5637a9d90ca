import type { KnownImage } from '../../model/dockerfile/known-image.ts';
import { root } from './root.ts';

/** Their package managers need Python, or Mercurial does: whether programs find it depends on the release. */
const names = ['almalinux', 'amazonlinux', 'buildpack-deps', 'centos', 'fedora', 'oraclelinux', 'rockylinux'];
const toolchains = ['gcc', 'golang', 'haskell', 'pypy', 'rust', 'swift'];

/** Docker's official images of distributions and tool chains: root with a shell, and no ENTRYPOINT. */
export const distributionImages: readonly KnownImage[] = [
  {
    repositories: ['docker.io/library/debian', 'docker.io/library/ubuntu'],
    kind: 'generic',
    user: root,
    shell: true,
    ports: [],
    entrypoint: [],
    cmd: ['/bin/sh'],
    runs: ['perl'],
    confidence: 'documented',
    source: 'docker-library/official-images and the Dockerfiles that it names',
  },
  {
    repositories: ['docker.io/library/alpine'],
    kind: 'generic',
    user: root,
    shell: true,
    ports: [],
    entrypoint: [],
    cmd: ['/bin/sh'],
    runs: [],
    confidence: 'documented',
    source: 'docker-library/official-images and the Dockerfiles that it names',
  },
  {
    repositories: names.map((name) => `docker.io/library/${name}`),
    kind: 'generic',
    user: root,
    shell: true,
    ports: [],
    entrypoint: [],
    cmd: ['/bin/sh'],
    confidence: 'documented',
    source: 'docker-library/official-images and the Dockerfiles that it names',
  },
  {
    repositories: toolchains.map((name) => `docker.io/library/${name}`),
    kind: 'language',
    user: root,
    shell: true,
    ports: [],
    entrypoint: [],
    cmd: ['/bin/sh'],
    confidence: 'documented',
    source: 'docker-library/official-images and the Dockerfiles that it names',
  },
  {
    repositories: ['docker.io/redhat', 'registry.access.redhat.com'].flatMap((place) =>
      ['ubi8', 'ubi9', 'ubi10'].flatMap((name) => [`${place}/${name}`, `${place}/${name}-minimal`]),
    ),
    kind: 'generic',
    user: root,
    shell: true,
    ports: [],
    entrypoint: [],
    cmd: ['/bin/bash'],
    confidence: 'documented',
    source: "Red Hat's Universal Base Images: 'Types of container images', no USER in their Dockerfiles",
  },
];
