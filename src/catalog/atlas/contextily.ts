import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'contextily',
  title: 'contextily',
  language: 'python',
  imports: ['contextily'],
  packages: { pypi: ['contextily'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['contextily.add_basemap', 'contextily.bounds2img', 'contextily.bounds2raster', 'contextily.Place'],
      does: 'downloads tiles of a map',
      unless: [{ argument: named('source'), is: ['path'] }],
    },
  ],
  stage: {
    outside: 'cx.bounds2raster(w, s, e, n, "tiles.tif")',
    inside: 'cx.add_basemap(ax, source="/safe_data/tiles.tif")',
  },
  examples: {
    asks: 'import contextily as cx\ncx.add_basemap(ax)',
    local: 'import contextily as cx\ncx.add_basemap(ax, source="/safe_data/tiles.tif")',
  },
  seen: { version: 'contextily 1.7.1', date: '2026-11-25', how: 'source', where: 'tile.py:36-60,484' },
});
