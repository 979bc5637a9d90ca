import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-spatial',
  title: 'sf, terra, stars, raster and geodata',
  language: 'r',
  imports: ['sf', 'stars', 'terra', 'raster', 'rstac', 'geodata'],
  packages: { cran: ['sf', 'stars', 'terra', 'raster', 'rstac', 'geodata'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['sf::st_read', 'sf::read_sf', 'terra::rast', 'terra::vect', 'stars::read_stars'],
      argument: at(0, 'dsn', 'x', '.x'),
      when: [{ argument: at(0, 'dsn', 'x', '.x'), is: ['address', /^\/vsi(?:curl|s3|gs|az)/] }],
      does: 'reads from an address',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'raster::getData',
        'geodata::worldclim_global',
        'geodata::gadm',
        'geodata::elevation_30s',
        'geodata::worldclim_country',
      ],
      does: 'downloads data',
      unless: [{ argument: named('path'), is: ['staged'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['rstac::post_request', 'rstac::get_request'],
      does: 'asks a web service',
    },
  ],
  settings: [{ name: 'PROJ_NETWORK', value: 'OFF', kind: 'switch', why: 'PROJ fetches no grids' }],
  stage: {
    outside: 'save the layer as .gpkg or .tif',
    inside: 'st_read("/safe_data/x.gpkg"), rast("/safe_data/x.tif")',
  },
  examples: {
    asks: 'library(sf)\nx <- st_read("/vsicurl/https://example.org/x.gpkg")',
    local: 'library(sf)\nx <- st_read("/safe_data/x.gpkg")',
  },
  seen: { version: 'PROJ 9 and GDAL 3', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
