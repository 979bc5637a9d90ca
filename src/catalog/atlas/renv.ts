import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'renv',
  title: 'renv',
  language: 'r',
  imports: ['renv'],
  packages: { cran: ['renv'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'renv::restore',
        'renv::install',
        'renv::update',
        'renv::hydrate',
        'renv::init',
        'renv::rebuild',
        'renv::upgrade',
      ],
      does: 'installs packages',
    },
  ],
  settings: [
    {
      name: 'RENV_CONFIG_SYNCHRONIZED_CHECK',
      value: 'FALSE',
      kind: 'switch',
      why: 'no check of the library at every start',
    },
    { name: 'RENV_CONFIG_SANDBOX_ENABLED', value: 'FALSE', kind: 'switch', why: 'no sandbox is written' },
    { name: 'RENV_PATHS_LIBRARY', value: '/opt/renv/library', kind: 'data', why: 'one library for every user' },
  ],
  caches: [{ place: '~/.cache/R/renv', movedBy: ['RENV_PATHS_CACHE', 'RENV_PATHS_ROOT', 'R_USER_CACHE_DIR'] }],
  stage: {
    outside: 'renv::snapshot() writes renv.lock',
    inside:
      'ENV RENV_PATHS_LIBRARY=/opt/renv/library RENV_CONFIG_CACHE_SYMLINKS=FALSE, RUN Rscript -e "renv::restore()"',
  },
  note: 'Without the library in the image activate.R fetches renv itself at every start of R.',
  examples: { asks: 'renv::restore()', local: 'renv::load("/opt/app")' },
  seen: {
    version: 'rstudio/renv 1.2.4.9000',
    date: '2026-11-25',
    how: 'source',
    where: 'R/bootstrap.R:62-105,403,813; inst/config.yml; inst/resources/activate.R:174-365',
  },
});
