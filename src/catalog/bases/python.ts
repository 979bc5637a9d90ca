import type { Base } from '../../model/render/base.ts';
import { python as pythonLanguage } from '../languages/python.ts';
import { plainImage } from './plain-image.ts';

/** Python on Debian: batch jobs. Facts from the image's Dockerfiles and Docker's own record of its digests (docker-library/repo-info). */
export const python: Base = {
  name: 'python',
  kind: 'batch',
  label: 'Python',
  help: 'One batch job in Python, on Debian without extras: the smallest of all.',
  description: 'A Python batch job for a Trusted Research Environment.',
  language: pythonLanguage,
  images: [
    {
      reference: 'docker.io/library/python:3.13.16-slim-trixie',
      digest: 'sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c',
      digestKind: 'index',
      seen: '2026-11-26',
      evidence: '10 public files of 9 projects, three of which call it the multi-architecture index digest',
      note: 'Python 3.13 on Debian 13',
    },
    {
      reference: 'docker.io/library/python:3.12.15-slim-bookworm',
      digest: 'sha256:54c85f3c47607a77f32adec749d3c81d1348bf25833671f512b26a9b6d778cb3',
      digestKind: 'index',
      seen: '2026-10-03',
      evidence:
        '8 public files of 7 projects, two of which call it the multi-platform index digest, observed 2026-10-03',
      note: 'Python 3.12 on Debian 12',
    },
    {
      reference: 'docker.io/library/python:3.14.8-slim-trixie',
      digest: 'sha256:89fb7d3da20043c370643435258bdd7ab755d326d359001d02988ed15ae5219e',
      digestKind: 'index',
      seen: '2026-11-23',
      evidence: '4 public files of 4 projects, which call theirs multi-arch index digests',
      note: 'Python 3.14 on Debian 13',
    },
  ],
  repositories: ['docker.io/library/python'],
  packageTool: 'pip',
  packageFile: 'requirements.txt',
  packages: ['pandas==3.0.6'],
  modelPackages: ['transformers==5.22.2', 'torch==2.13.0'],
  documentPackages: ['nbclient==0.11.0', 'ipykernel==7.4.0', 'pyyaml==6.0.4'],
  proposed: { families: ['python'] },
  ...plainImage,
  source: 'https://hub.docker.com/_/python',
};
