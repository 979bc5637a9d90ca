import type { KnownImage } from '../../model/dockerfile/known-image.ts';

const current: KnownImage = {
  repositories: ['quay.io/jupyter/*'],
  kind: 'application',
  user: { name: 'jovyan', uid: 1000, home: '/home/jovyan' },
  shell: true,
  ports: [8888],
  entrypoint: ['tini', '-g', '--', 'start.sh'],
  cmd: ['start-notebook.py'],
  passes: 'exec',
  server: { name: 'JupyterLab', port: 8888, asks: true },
  userVariables: ['NB_USER', 'NB_UID', 'NB_GID'],
  runs: ['python'],
  confidence: 'read',
  source: 'jupyter/docker-stacks 82093869 (2026-08-08): images/*/Dockerfile',
};

const frozen: KnownImage = {
  repositories: ['docker.io/jupyter/*'],
  kind: 'application',
  user: { name: 'jovyan', uid: 1000, home: '/home/jovyan' },
  shell: true,
  ports: [8888],
  entrypoint: ['tini', '-g', '--'],
  cmd: ['start-notebook.sh'],
  passes: 'exec',
  server: { name: 'JupyterLab', port: 8888, asks: true },
  userVariables: ['NB_USER', 'NB_UID', 'NB_GID', 'NB_GROUP'],
  warning: 'frozen since 2023-10-20: never rebuilt; replaced by quay.io/jupyter/*',
  runs: ['python'],
  confidence: 'documented',
  source: 'see src/catalog/bases',
};

/** Those that are named for what they bring. */
const ofFrameworks = (registry: string, image: KnownImage): readonly KnownImage[] => [
  {
    ...image,
    repositories: [`${registry}/jupyter/pytorch-notebook`],
    packages: ['torch', 'torchaudio', 'torchvision'],
  },
  { ...image, repositories: [`${registry}/jupyter/tensorflow-notebook`], packages: ['tensorflow'] },
];

export const jupyterImages: readonly KnownImage[] = [
  ...ofFrameworks('docker.io', frozen),
  frozen,
  ...ofFrameworks('quay.io', current),
  current,
];
