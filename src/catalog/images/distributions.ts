import type { KnownImage } from '../../model/dockerfile/known-image.ts';
import { root } from './root.ts';

const names = [
  'almalinux',
  'alpine',
  'amazonlinux',
  'buildpack-deps',
  'centos',
  'debian',
  'fedora',
  'oraclelinux',
  'rockylinux',
  'ubuntu',
];
const toolchains = ['gcc', 'golang', 'haskell', 'pypy', 'rust', 'swift'];

/** Docker's official images of distributions and tool chains: root with a shell, and no ENTRYPOINT. */
export const distributionImages: readonly KnownImage[] = [
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
];
