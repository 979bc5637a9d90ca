import type { SecurityReleases } from '../model/dockerfile/security-releases.ts';
import { pythonReleases } from './releases/python.ts';
import { pytorchReleases } from './releases/pytorch.ts';
import { bioconductorReleases, rReleases } from './releases/r.ts';

/** Security releases of the programs that base images bring, each in a file of its own. */
export const securityReleases: readonly SecurityReleases[] = [
  pythonReleases,
  pytorchReleases,
  rReleases,
  bioconductorReleases,
];
