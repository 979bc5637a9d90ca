import type { Base } from '../../model/render/base.ts';
import { r as rLanguage } from '../languages/r.ts';
import { plainImage } from './plain-image.ts';

/**
 * R in batch, on Rocker's r-ver: root, no entry point, an R of one version and CRAN of one day. Its packages come as binaries only
 * to an R that says what it is, which Rprofile.site sees to: `Rscript --vanilla` loses that and compiles everything.
 */
export const r: Base = {
  name: 'r',
  kind: 'batch',
  label: 'R (r-ver)',
  help: 'One batch job in R, with CRAN as it was on one day.',
  description: 'An R batch job for a Trusted Research Environment.',
  language: rLanguage,
  images: [
    {
      reference: 'docker.io/rocker/r-ver:4.5.3',
      digest: 'sha256:c3f39b365d1077fe24f8e9ab2742e352b6d3950897f51af1624a5bb5550c21c0',
      digestKind: 'not stated',
      seen: '2026-11-25',
      evidence: 'public files of 2 projects, of October 2026',
      note: 'R 4.5.3 on Ubuntu 24.04, CRAN as of 2026-04-23',
    },
    {
      reference: 'docker.io/rocker/r-ver:4.6.1',
      digest: 'sha256:555a0e7734b17f3901f01c8e379f87d797a0e6344a4cc3b246329ed3f0689809',
      digestKind: 'not stated',
      seen: '2026-11-25',
      evidence: '6 public files of 3 projects, of October 2026; at least 4 other digests of this tag are public too',
      note: 'R 4.6.1 on Ubuntu 24.04; this tag is still rebuilt, and follows the newest CRAN',
    },
    {
      reference: 'docker.io/bioconductor/bioconductor_docker:RELEASE_3_23-r-4.6.1',
      note: 'R 4.6.1 with the system libraries of all of Bioconductor 3.23',
    },
  ],
  repositories: [
    'docker.io/rocker/r-ver',
    'ghcr.io/rocker-org/r-ver',
    'docker.io/bioconductor/bioconductor_docker',
    'ghcr.io/bioconductor/bioconductor_docker',
  ],
  packageTool: 'install2.r',
  packageFile: 'install_packages.R',
  packages: ['data.table'],
  modelPackages: ['jsonlite'],
  documentPackages: ['knitr', 'rmarkdown'],
  proposed: { families: ['r', 'rstudio'] },
  ...plainImage,
  source: 'https://rocker-project.org/images/versioned/r-ver.html',
};
