import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'xarray',
  title: 'xarray',
  language: 'python',
  imports: ['xarray'],
  packages: { pypi: ['xarray'] },
  brings: ['pooch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'xarray.tutorial.open_dataset',
        'xarray.tutorial.load_dataset',
        'xarray.tutorial.scatter_example_dataset',
      ],
      does: 'downloads an example',
      unless: [{ argument: named('cache_dir'), is: ['staged'] }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['xarray.open_dataset', 'xarray.open_zarr', 'xarray.open_mfdataset', 'xarray.load_dataset'],
      argument: at(0, 'filename_or_obj', 'store', 'paths'),
      when: [{ argument: at(0, 'filename_or_obj', 'store', 'paths'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  caches: [{ place: '~/.cache/xarray_tutorial_data', movedBy: ['XDG_CACHE_HOME'], argument: named('cache_dir') }],
  stage: { outside: 'use your own files', inside: 'xr.open_dataset("/safe_data/x.nc")' },
  examples: {
    asks: 'import xarray as xr\nd = xr.tutorial.open_dataset("air_temperature")',
    local: 'import xarray as xr\nd = xr.open_dataset("/safe_data/x.nc")',
  },
  seen: { version: 'xarray 2026.9.0', date: '2026-11-26', how: 'run', where: 'tutorial.py:28-40,140-167' },
});
