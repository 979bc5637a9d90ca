import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tigris',
  title: 'tigris and tidycensus',
  language: 'r',
  imports: ['tigris', 'tidycensus'],
  packages: { cran: ['tigris', 'tidycensus'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'tigris::counties',
        'tigris::states',
        'tigris::tracts',
        'tigris::zctas',
        'tigris::block_groups',
        'tigris::blocks',
        'tigris::places',
        'tigris::roads',
        'tigris::core_based_statistical_areas',
        'tigris::school_districts',
        'tidycensus::get_acs',
        'tidycensus::get_decennial',
        'tidycensus::get_estimates',
      ],
      does: 'downloads from the census',
      unless: [{ filled: 'TIGRIS_CACHE_DIR' }],
    },
  ],
  settings: [
    {
      name: 'TIGRIS_CACHE_DIR',
      value: '/safe_data/tigris',
      kind: 'data',
      why: 'shapes are looked for in the data area',
    },
  ],
  caches: [{ place: '~/.cache/tigris', movedBy: ['TIGRIS_CACHE_DIR'] }],
  hosts: ['census.gov'],
  stage: { outside: 'saveRDS(counties("VT"), "vt.rds")', inside: 'readRDS("/safe_data/vt.rds")' },
  examples: { asks: 'library(tigris)\nx <- counties("VT")', local: 'x <- readRDS("/safe_data/vt.rds")' },
  seen: { version: 'walkerke/tigris 2.2.1.9000', date: '2026-11-25', how: 'source', where: 'R/helpers.R:29-105' },
});
