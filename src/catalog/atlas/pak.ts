import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pak',
  title: 'pak',
  language: 'r',
  imports: ['pak'],
  packages: { cran: ['pak'] },
  isManager: true,
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'pak::pak',
        'pak::pkg_install',
        'pak::local_install',
        'pak::local_install_deps',
        'pak::local_install_dev_deps',
        'pak::lockfile_install',
        'pak::pkg_sysreqs',
        'pak::pkg_download',
      ],
      does: 'installs packages',
    },
  ],
  caches: [{ place: '~/.cache/R/pkgcache', movedBy: ['R_PKG_CACHE_DIR', 'R_USER_CACHE_DIR'] }],
  stage: { outside: 'pak::lockfile_create()', inside: `RUN Rscript -e "pak::lockfile_install('pkg.lock')"` },
  examples: { asks: 'pak::pkg_install("dplyr")', local: 'library(dplyr)' },
  seen: {
    version: 'r-lib/pak 0.11.1.9000',
    date: '2026-11-25',
    how: 'source',
    where: 'R/utils.R:86-89; R/docs.R:130-180',
  },
});
