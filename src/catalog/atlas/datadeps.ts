import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'datadeps',
  title: 'DataDeps and MLDatasets',
  language: 'julia',
  imports: ['DataDeps', 'MLDatasets'],
  packages: { julia: ['DataDeps', 'MLDatasets'] },
  triggers: [
    {
      on: 'start',
      effect: 'asks',
      does: 'asks on the terminal before it downloads, and waits',
      unless: [{ variable: 'DATADEPS_DISABLE_DOWNLOAD', is: /true/i }, { filled: 'DATADEPS_LOAD_PATH' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['DataDeps.DataDep', 'DataDep'],
      does: 'names data that are downloaded where they are first used',
      unless: [{ filled: 'DATADEPS_LOAD_PATH' }, { variable: 'DATADEPS_DISABLE_DOWNLOAD', is: /true/i }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'MLDatasets.MNIST',
        'MLDatasets.CIFAR10',
        'MLDatasets.CIFAR100',
        'MLDatasets.FashionMNIST',
        'MNIST',
        'CIFAR10',
        'CIFAR100',
        'FashionMNIST',
      ],
      does: 'downloads a data set',
      unless: [
        { argument: named('dir'), is: ['staged'] },
        { filled: 'DATADEPS_LOAD_PATH' },
        { variable: 'DATADEPS_DISABLE_DOWNLOAD', is: /true/i },
      ],
    },
  ],
  settings: [
    {
      name: 'DATADEPS_LOAD_PATH',
      value: '/safe_data/datadeps',
      kind: 'data',
      why: 'data sets are looked for in the data area',
      needed: true,
    },
    {
      name: 'DATADEPS_DISABLE_DOWNLOAD',
      value: 'true',
      kind: 'switch',
      why: 'an error instead of a question',
      needed: true,
    },
  ],
  caches: [{ place: '~/.julia/datadeps', movedBy: ['DATADEPS_LOAD_PATH', 'JULIA_DEPOT_PATH'] }],
  stage: {
    outside: 'run it once with DATADEPS_LOAD_PATH=datadeps DATADEPS_ALWAYS_ACCEPT=true',
    inside: 'ENV DATADEPS_LOAD_PATH=/safe_data/datadeps DATADEPS_DISABLE_DOWNLOAD=true',
  },
  examples: { asks: 'using DataDeps', local: 'using DataDeps', environment: { DATADEPS_DISABLE_DOWNLOAD: 'true' } },
  seen: {
    version: 'oxinabox/DataDeps.jl 1.0.0, MLDatasets.jl 0.7.21',
    date: '2026-11-25',
    how: 'source',
    where: 'src/locations.jl:4-70; src/resolution_automatic.jl:22-32',
  },
});
