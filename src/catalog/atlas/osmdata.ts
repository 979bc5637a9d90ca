import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'osmdata',
  title: 'osmdata',
  language: 'r',
  imports: ['osmdata'],
  packages: { cran: ['osmdata'] },
  triggers: [
    { on: 'always', effect: 'sends', calls: ['osmdata::getbb'], does: 'sends the name of a place to a web service' },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'osmdata::osmdata_sf',
        'osmdata::osmdata_sp',
        'osmdata::osmdata_xml',
        'osmdata::osmdata_sc',
        'osmdata::osm_elevation',
        'osmdata::available_features',
      ],
      does: 'asks OpenStreetMap',
      unless: [{ argument: at(1, 'doc'), is: ['path'] }],
    },
  ],
  stage: { outside: 'osmdata_xml(q, filename = "area.osm")', inside: 'osmdata_sf(q, doc = "/safe_data/area.osm")' },
  examples: {
    asks: 'library(osmdata)\nb <- getbb("Edinburgh")',
    local: 'library(osmdata)\nx <- osmdata_sf(q, doc = "/safe_data/area.osm")',
  },
  seen: {
    version: 'ropensci/osmdata of 2026-07',
    date: '2026-11-25',
    how: 'source',
    where: 'R/zzz.R:6-11; R/getbb.R:233; R/features.R:17',
  },
});
