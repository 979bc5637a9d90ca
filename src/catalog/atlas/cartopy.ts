import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cartopy',
  title: 'Cartopy',
  language: 'python',
  imports: ['cartopy'],
  packages: { pypi: ['cartopy'], conda: ['cartopy'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        '*.coastlines',
        '*.add_feature',
        'cartopy.feature.NaturalEarthFeature',
        'cartopy.feature.GSHHSFeature',
        'cartopy.io.shapereader.natural_earth',
        'cartopy.io.shapereader.gshhs',
      ],
      commands: ['cartopy_feature_download'],
      does: 'downloads shapes when the figure is drawn',
      unless: [{ filled: 'CARTOPY_DATA_DIR' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['*.add_wms', '*.add_wmts', '*.add_wfs', 'cartopy.io.img_tiles.*'],
      does: 'downloads tiles of a map',
    },
  ],
  settings: [
    {
      name: 'CARTOPY_DATA_DIR',
      value: '/safe_data/cartopy',
      kind: 'data',
      why: 'shapes are looked for in the data area',
      needed: true,
    },
  ],
  caches: [{ place: '~/.local/share/cartopy', movedBy: ['CARTOPY_DATA_DIR', 'XDG_DATA_HOME'] }],
  hosts: ['naturalearth.s3.amazonaws.com'],
  stage: {
    outside: 'cartopy_feature_download physical cultural --output cartopy',
    inside: 'ENV CARTOPY_DATA_DIR=/safe_data/cartopy; with conda: install cartopy_offlinedata',
  },
  note: 'ax.stock_img() is in the package.',
  examples: {
    asks: 'import cartopy.crs as ccrs\nax = plt.axes(projection=ccrs.PlateCarree())\nax.coastlines()',
    local: 'import cartopy.crs as ccrs\nax = plt.axes(projection=ccrs.PlateCarree())\nax.stock_img()',
  },
  seen: {
    version: 'cartopy 0.26.0',
    date: '2026-11-26',
    how: 'run',
    where: '__init__.py:18-30; io/__init__.py:175-262; io/shapereader.py:334-415,576',
  },
});
