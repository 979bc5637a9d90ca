import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'groundhog',
  title: 'groundhog',
  language: 'r',
  imports: ['groundhog'],
  packages: { cran: ['groundhog'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['groundhog::groundhog.library', 'groundhog::meta.groundhog'],
      does: 'installs packages of a date',
    },
  ],
  caches: [{ place: '~/R_groundhog', movedBy: [] }],
  stage: {
    outside: 'nothing: packages belong into the image',
    inside: 'a dated repository in the build and library(dplyr)',
  },
  examples: { asks: 'groundhog::groundhog.library("dplyr", "2024-01-01")', local: 'library(dplyr)' },
  seen: {
    version: 'groundhog 3.3.0',
    date: '2026-11-25',
    how: 'source',
    where: 'R/get.groundhog.folder.R; R/groundhog.library.R:180-587',
  },
});
