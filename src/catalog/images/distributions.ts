import type { KnownImage } from '../../model/dockerfile/known-image.ts';
import { root, starters } from './root.ts';

/** Their package managers need Python, or Mercurial does: whether programs find it depends on the release. */
const distributions = [
  'almalinux',
  'amazonlinux',
  'buildpack-deps',
  'centos',
  'fedora',
  'neurodebian',
  'oraclelinux',
  'rockylinux',
];
const toolchains = ['gcc', 'golang', 'haskell', 'pypy', 'rust', 'swift'];

/** Docker's official images: root with a shell, and no ENTRYPOINT. */
function official(
  names: readonly string[],
  more: Pick<KnownImage, 'kind' | 'runs' | 'lacks' | 'externallyManaged'>,
): KnownImage {
  return {
    repositories: names.map((name) => `docker.io/library/${name}`),
    user: root,
    shell: true,
    ports: [],
    entrypoint: [],
    cmd: ['/bin/sh'],
    confidence: 'documented',
    source: 'docker-library/official-images and the Dockerfiles that it names',
    ...more,
  };
}

/** Distributions and tool chains. */
export const distributionImages: readonly KnownImage[] = [
  official(['debian'], {
    kind: 'generic',
    runs: ['perl'],
    lacks: starters,
    externallyManaged: {
      from: [12, 0],
      names: /^(?:latest|stable|bookworm|trixie|forky|sid|testing|unstable)(?:-|$)/,
    },
  }),
  official(['ubuntu'], {
    kind: 'generic',
    runs: ['perl'],
    lacks: starters,
    externallyManaged: { from: [23, 4], names: /^(?:latest|rolling|devel|noble|oracular|plucky|questing)(?:-|$)/ },
  }),
  official(['alpine'], { kind: 'generic', runs: [], lacks: ['bash', ...starters] }),
  official(distributions, { kind: 'generic' }),
  official(toolchains, { kind: 'language' }),
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
