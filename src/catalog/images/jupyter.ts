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

export const jupyterImages: readonly KnownImage[] = [
  {
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
  },
  { ...current, repositories: ['quay.io/jupyter/pytorch-notebook'], packages: ['torch', 'torchaudio', 'torchvision'] },
  { ...current, repositories: ['quay.io/jupyter/tensorflow-notebook'], packages: ['tensorflow'] },
  current,
];
