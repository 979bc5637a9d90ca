import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pacman',
  title: 'pacman for R',
  language: 'r',
  imports: ['pacman'],
  packages: { cran: ['pacman'] },
  isManager: true,
  triggers: [
    {
      on: 'default',
      effect: 'installs',
      calls: ['pacman::p_load'],
      argument: named('install'),
      does: 'installs what is not there, which is the default',
    },
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'pacman::p_load_gh',
        'pacman::p_load_current_gh',
        'pacman::p_install',
        'pacman::p_install_gh',
        'pacman::p_update',
        'pacman::p_up',
        'pacman::p_install_version',
      ],
      does: 'installs packages',
    },
  ],
  stage: {
    outside: 'nothing: packages belong into the image',
    inside: 'library(dplyr), or p_load(dplyr, install = FALSE)',
  },
  examples: { asks: 'pacman::p_load(dplyr)', local: 'pacman::p_load(dplyr, install = FALSE)' },
  seen: { version: 'pacman 0.5.1', date: '2026-11-25', how: 'source', where: 'R/p_install.R:28-127' },
});
