import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'rnaturalearth',
  title: 'rnaturalearth',
  language: 'r',
  imports: ['rnaturalearth'],
  packages: { cran: ['rnaturalearth'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['rnaturalearth::ne_download', 'rnaturalearth::ne_find_vector_data'],
      does: 'downloads shapes',
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['rnaturalearth::ne_countries', 'rnaturalearth::ne_states', 'rnaturalearth::ne_coastline'],
      does: 'installs its data package when that is missing',
      unless: [{ elsewhere: ['rnaturalearthdata::*'] }],
      reported: true,
    },
  ],
  stage: {
    outside: 'ne_download(scale = 10, type = "states", destdir = "ne")',
    inside: 'ne_load(scale = 10, type = "states", destdir = "/safe_data/ne"); rnaturalearthdata in the image',
  },
  examples: {
    asks: 'library(rnaturalearth)\nx <- ne_download(scale = 10, type = "states")',
    local: 'library(rnaturalearth)\nx <- ne_load(scale = 10, type = "states", destdir = "/safe_data/ne")',
  },
  seen: {
    version: 'ropensci/rnaturalearth 1.1.0.9000',
    date: '2026-11-25',
    how: 'source',
    where: 'R/get_data.R:36-48; R/install-rnaturalearthdata.R:7-46; R/ne_download.R:99',
  },
});
