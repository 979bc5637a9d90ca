import { languages } from '../../src/catalog/languages.ts';
import { plainProfile } from '../../src/catalog/rehearsal/rehearsal-profiles.ts';
import type { Base } from '../../src/model/render/base.ts';

const common = {
  help: 'A fake base.',
  modelPackages: [],
  repositories: [],
  gpu: false,
  source: 'https://example.org',
  unsupportedRuntimes: {},
  user: { name: 'root', uid: 0, gid: 0, home: '/root' },
  runtimes: ['podman', 'apptainer', 'kubernetes'],
  holds: [],
  forced: [],
  rehearsal: plainProfile,
  proposed: { families: [] },
} as const;

/** Two batch and one interactive base that say just enough for answers. */
export const fakeBases: readonly Base[] = [
  {
    ...common,
    name: 'python',
    kind: 'batch',
    label: 'Python',
    description: 'A batch job in Python',
    language: languages.python,
    packageTool: 'pip',
    packageFile: 'requirements.txt',
    packages: ['pandas==2.2.3'],
    documentPackages: ['nbclient==0.11.0'],
    images: [
      { reference: 'docker.io/library/python:3.13-slim', digest: `sha256:${'a'.repeat(64)}`, seen: '2026-10-07' },
      { reference: 'docker.io/library/python:3.12-slim' },
    ],
  },
  {
    ...common,
    name: 'pytorch',
    kind: 'batch',
    label: 'PyTorch',
    description: 'A batch job in PyTorch',
    language: languages.python,
    packageTool: 'pip',
    packageFile: 'requirements.txt',
    packages: [],
    gpu: true,
    holds: ['torch'],
    modelExpected: true,
    images: [{ reference: 'docker.io/pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime' }],
  },
  {
    ...common,
    name: 'rocker',
    kind: 'interactive',
    label: 'RStudio',
    description: 'An RStudio session',
    language: languages.r,
    packageTool: 'install2.r',
    packageFile: 'install_packages.R',
    packages: ['data.table'],
    port: 8787,
    runtimes: ['podman', 'apptainer'],
    unsupportedRuntimes: { kubernetes: "RStudio's start-up needs root." },
    images: [{ reference: 'docker.io/rocker/rstudio:4.5.3' }],
  },
];
