import type { Base } from '../../model/render/base.ts';
import { python } from '../languages/python.ts';
import { plainProfile } from '../rehearsal/rehearsal-profiles.ts';

/**
 * PyTorch on Ubuntu: batch jobs on a GPU. CUDA 12.6 first: images with CUDA 13 need a host driver of 580 or newer,
 * and the guidance names no driver version. Since 2.10 there is no conda in the image and pip meets PEP 668.
 */
export const pytorch: Base = {
  name: 'pytorch',
  kind: 'batch',
  label: 'PyTorch',
  help: 'One batch job with PyTorch and CUDA, for the GPU service or for a desktop without a GPU.',
  description: 'A PyTorch batch job for a Trusted Research Environment.',
  language: python,
  images: [
    {
      reference: 'docker.io/pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime',
      digest: 'sha256:6acf597eeb8e376a96580dde4952f37cc017fef732bb40bfc73f28f25e3f64b4',
      digestKind: 'single-platform',
      seen: '2026-09-03',
      evidence:
        '12 or more public files of 8 or more projects; one verified it on Docker Hub and on pull, 2026-09-03: linux/amd64 only',
      note: 'CUDA 12.6, Ubuntu Python 3.12 (PEP 668)',
    },
    {
      reference: 'docker.io/pytorch/pytorch:2.14.0-cuda12.6-cudnn9-runtime',
      digest: 'sha256:a77983eb7a3042ccf41a94da547a7f54a47fb70da15c36d67a8e8a329ebaa098',
      digestKind: 'not stated',
      seen: '2026-11-23',
      evidence: '2 public files of 2 projects',
      note: 'CUDA 12.6, Ubuntu Python (PEP 668)',
    },
    {
      reference: 'docker.io/pytorch/pytorch:2.11.0-cuda12.8-cudnn9-runtime',
      digest: 'sha256:eee11b3b3872a8c838e35ef48f08b2d5def2080902c7f666831310ca1a0ef2be',
      digestKind: 'not stated',
      seen: '2026-11-23',
      evidence: '14 or more public files of 9 or more projects',
      note: 'CUDA 12.8, Ubuntu Python 3.12 (PEP 668)',
    },
  ],
  repositories: ['docker.io/pytorch/pytorch'],
  packageTool: 'pip',
  packageFile: 'requirements.txt',
  packages: [],
  modelPackages: ['transformers==5.22.2'],
  user: { name: 'root', uid: 0, gid: 0, home: '/root' },
  gpu: true,
  holds: ['torch'],
  ownBuilds: ['torch', 'torchvision'],
  externallyManagedFrom: [2, 10],
  modelExpected: true,
  proposed: {
    families: ['pytorch'],
    imports: {
      libraries: [
        'torch',
        'torchvision',
        'torchaudio',
        'pytorch-lightning',
        'lightning',
        'monai',
        'timm',
        'sentence-transformers',
      ],
      called: 'torch',
    },
  },
  runtimes: ['podman', 'apptainer', 'kubernetes'],
  unsupportedRuntimes: {},
  forced: [],
  rehearsal: plainProfile,
  source: 'https://hub.docker.com/r/pytorch/pytorch',
};
