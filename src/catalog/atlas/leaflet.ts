import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'leaflet',
  title: 'leaflet, mapview and other web pages of R',
  language: 'r',
  imports: ['leaflet', 'mapview'],
  packages: { cran: ['leaflet', 'mapview'] },
  triggers: [
    {
      on: 'always',
      effect: 'page',
      calls: ['leaflet::addTiles', 'leaflet::addProviderTiles', 'leaflet::addWMSTiles', 'mapview::mapview'],
      does: 'makes a page that asks tile servers where it is opened, whose addresses tell where the data is',
    },
  ],
  stage: { outside: 'nothing', inside: 'leaflet() |> addPolygons(data = x), or a static map with ggplot2 and sf' },
  examples: {
    asks: 'library(leaflet)\nm <- addTiles(leaflet())',
    local: 'library(leaflet)\nm <- addPolygons(leaflet(), data = x)',
  },
  seen: { version: 'rstudio/leaflet 2.2.3.9000', date: '2026-11-25', how: 'source', where: 'R/layers.R:173' },
});
