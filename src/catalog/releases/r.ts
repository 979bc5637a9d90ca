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

/** R: a file of `saveRDS` could run code before 4.4.0. */
export const rReleases: SecurityReleases = {
  program: 'R',
  repositories: [
    'docker.io/library/r-base',
    ...rocker.flatMap((name) => [`docker.io/rocker/${name}`, `ghcr.io/rocker-org/${name}`]),
  ],
  lines: [
    {
      line: '',
      newest: {
        version: '4.4.0',
        mends: ['CVE-2024-27322'],
        source:
          "the record of CVE-2024-27322; FreeBSD's vuxml (f237383c); images of R 4.4 and later in src/catalog/bases",
      },
    },
  ],
};
