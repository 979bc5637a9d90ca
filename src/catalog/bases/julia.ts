import type { Base } from '../../model/render/base.ts';
import { julia as juliaLanguage } from '../languages/julia.ts';
import { plainImage } from './plain-image.ts';

/**
 * Julia on Debian: batch jobs. Its entry point starts Julia for a file that ends in `.jl`; ours names the program itself. Julia writes to the
 * first of its depots at run time, so that the one of the build must never be the first.
 */
export const julia: Base = {
  name: 'julia',
  kind: 'batch',
  label: 'Julia',
  help: 'One batch job in Julia, with packages compiled into the image.',
  description: 'A Julia batch job for a Trusted Research Environment.',
  language: juliaLanguage,
  images: [
    {
      reference: 'docker.io/library/julia:1.12.6',
      digest: 'sha256:3688355d393347055ab3fe866dbb4231e5840ab9808382618996958f6f4a2489',
      digestKind: 'not stated',
      seen: '2026-11-25',
      evidence: '2 public files of 1 project, of October 2026',
      note: 'Julia 1.12 on Debian 13',
    },
    {
      reference: 'docker.io/library/julia:1.10.12',
      digest: 'sha256:238c8f5760477abfc0c8fd2828bbcbfa2a7f5510d11a26f1884a2fbfdb28b365',
      digestKind: 'not stated',
      seen: '2026-11-26',
      evidence: '2 public files of 1 project, which ran it by this digest',
      note: 'Julia 1.10 on Debian 13, the version with long-term support',
    },
    {
      reference: 'docker.io/library/julia:1.13.0',
      digest: 'sha256:41aea62f20f65cabd8ae2ef4d49e778d8a95d4e3d3748928259e18ab58b22386',
      digestKind: 'not stated',
      seen: '2026-11-26',
      evidence: '2 public files of 1 project, which ran it by this digest',
      note: 'Julia 1.13 on Debian 13',
    },
  ],
  repositories: ['docker.io/library/julia'],
  packageTool: 'Pkg',
  packageFile: 'install_packages.jl',
  packages: ['CSV@0.10.15', 'DataFrames@1.7.0'],
  modelPackages: [],
  proposed: { families: ['julia'] },
  ...plainImage,
  source: 'https://hub.docker.com/_/julia',
};
