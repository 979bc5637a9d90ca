import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ggmap',
  title: 'ggmap and map tiles',
  language: 'r',
  imports: ['ggmap', 'OpenStreetMap', 'maptiles'],
  packages: { cran: ['ggmap', 'OpenStreetMap', 'maptiles'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['ggmap::geocode', 'ggmap::revgeocode', 'ggmap::mutate_geocode', 'ggmap::route', 'ggmap::mapdist'],
      does: 'sends addresses to Google',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'ggmap::get_map',
        'ggmap::get_googlemap',
        'ggmap::get_stadiamap',
        'ggmap::get_openstreetmap',
        'ggmap::qmap',
        'maptiles::get_tiles',
        'OpenStreetMap::openmap',
      ],
      does: 'downloads tiles of a map',
    },
  ],
  stage: { outside: 'saveRDS(get_stadiamap(box), "map.rds")', inside: 'ggmap(readRDS("/safe_data/map.rds"))' },
  examples: {
    asks: 'library(ggmap)\ng <- geocode("10 Crichton Street, Edinburgh")',
    local: 'library(ggmap)\np <- ggmap(readRDS("/safe_data/map.rds"))',
  },
  seen: {
    version: 'dkahle/ggmap 4.0.1',
    date: '2026-11-25',
    how: 'source',
    where: 'R/geocode.R:166; R/get_stadiamap.R:307; R/get_googlemap.R:284',
  },
});
