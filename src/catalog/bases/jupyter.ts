import type { Base } from '../../model/render/base.ts';
import { python } from '../languages/python.ts';
import { jupyterServer } from '../rehearsal/rehearsal-profiles.ts';

/** JupyterLab in the Jupyter Docker Stacks, on quay.io: the copies on Docker Hub are frozen since 2023-10-20. */
export const jupyter: Base = {
  name: 'jupyter',
  kind: 'interactive',
  label: 'Jupyter Docker Stacks',
  help: 'JupyterLab with the scientific Python stack in the browser, for work that a person steers.',
  description: 'JupyterLab with the packages of one project, for a Trusted Research Environment.',
  language: python,
  images: [
    {
      reference: 'quay.io/jupyter/scipy-notebook:2026-10-05',
      digest: 'sha256:2479174ae36ec84373f3c352cb6d5801382c0aa6642e739f04bea409f6cedae1',
      digestKind: 'not stated',
      seen: '2026-11-23',
      evidence: '1 public file, whose pin a bot keeps up to date',
      note: 'Python with pandas, scipy, scikit-learn and matplotlib',
    },
    {
      reference: 'quay.io/jupyter/datascience-notebook:2026-08-24',
      digest: 'sha256:e5029672ab8a861345f117dc466a4dab91ad7c299f3c7c853b9b193860b16aaf',
      digestKind: 'not stated',
      seen: '2026-11-23',
      evidence: '3 public files of 1 project',
      note: 'Python, R and Julia',
    },
    {
      reference: 'quay.io/jupyter/pytorch-notebook:cuda12-2026-08-03',
      digest: 'sha256:69c72823a4e0dbee17114bbe44d0377bc9a39504a76f6314995f7d5bfaa98d60',
      digestKind: 'not stated',
      seen: '2026-11-23',
      evidence: "2 public projects, from the registry's manifest_digest; the tag stands in a comment beside it",
      note: 'scipy-notebook with PyTorch for CUDA 12',
    },
  ],
  repositories: [
    'base',
    'minimal',
    'scipy',
    'r',
    'julia',
    'tensorflow',
    'pytorch',
    'datascience',
    'pyspark',
    'all-spark',
  ].map((image) => `quay.io/jupyter/${image}-notebook`),
  packageTool: 'mamba',
  packageFile: 'environment.yml',
  packages: [],
  modelPackages: ['transformers=5', 'pytorch=2'],
  // Quarto runs documents in Python by what JupyterLab brings.
  documentPackages: [],
  user: { name: 'jovyan', uid: 1000, gid: 100, home: '/home/jovyan' },
  port: 8888,
  gpu: false,
  holds: [],
  opens: 'jupyter',
  dockerStacks: true,
  proposed: {
    families: ['jupyter'],
    serverInImage: /jupyter|port 8888/,
    widgets: /import (?:ipywidgets|ipympl|anywidget|bqplot|jupyter-scatter|panel|voila)/,
  },
  runtimes: ['podman', 'apptainer', 'kubernetes'],
  unsupportedRuntimes: {},
  forced: [],
  rehearsal: jupyterServer,
  source: 'https://jupyter-docker-stacks.readthedocs.io/',
};
