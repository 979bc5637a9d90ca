import type { SecurityReleases } from '../../model/dockerfile/security-releases.ts';

const rocker = [
  'r-ver',
  'rstudio',
  'tidyverse',
  'verse',
  'geospatial',
  'shiny',
  'shiny-verse',
  'binder',
  'ml',
  'ml-verse',
  'cuda',
];

const lines: SecurityReleases['lines'] = [
  {
    line: '',
    newest: {
      version: '4.4.0',
      fixes: ['CVE-2024-27322'],
      source:
        "the record of CVE-2024-27322; FreeBSD's vuxml (f237383c); images of R 4.4 and later in src/catalog/bases",
    },
  },
];

/** R: a file of `saveRDS` could run code before 4.4.0. */
export const rReleases: SecurityReleases = {
  program: 'R',
  repositories: [
    'docker.io/library/r-base',
    ...rocker.flatMap((name) => [`docker.io/rocker/${name}`, `ghcr.io/rocker-org/${name}`]),
  ],
  lines,
};

/** Bioconductor's images: their tags begin with its own release, and some say that of R behind it. */
export const bioconductorReleases: SecurityReleases = {
  program: 'R',
  repositories: ['docker.io/bioconductor/bioconductor_docker', 'ghcr.io/bioconductor/bioconductor_docker'],
  inTag: /-r-(\d{1,9}(?:\.\d{1,9}){0,3})(?:-|$)/i,
  lines,
};
