import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'arviz',
  title: 'ArviZ',
  language: 'python',
  imports: ['arviz', 'arviz_base'],
  packages: { pypi: ['arviz', 'arviz-base'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['arviz.load_arviz_data', 'arviz_base.load_arviz_data'],
      argument: at(0, 'dataset'),
      does: 'downloads an example that is not in the package',
      unless: [
        { argument: at(0, 'dataset'), is: [/^(?:centered_eight|non_centered_eight)$/] },
        { filled: 'ARVIZ_DATA' },
      ],
    },
  ],
  caches: [{ place: '~/arviz_data', movedBy: ['ARVIZ_DATA'], argument: named('data_home') }],
  hosts: ['ndownloader.figshare.com'],
  stage: { outside: 'write the trace with to_netcdf("trace.nc")', inside: 'arviz.from_netcdf("/safe_data/trace.nc")' },
  note: 'Since 1.0 arviz is put together from parts: load_arviz_data and ARVIZ_DATA are read in arviz-base.',
  examples: {
    asks: 'import arviz as az\nd = az.load_arviz_data("radon")',
    local: 'import arviz as az\nd = az.load_arviz_data("centered_eight")',
  },
  seen: { version: 'arviz 0.23.4', date: '2026-11-26', how: 'run', where: 'data/datasets.py:42-57' },
});
