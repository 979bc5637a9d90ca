import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pathogen-tools',
  title: 'pangolin, Nextclade and Bakta',
  language: 'program',
  imports: ['pangolin', 'nextclade', 'bakta_db'],
  packages: { pypi: ['pangolin'], conda: ['pangolin', 'nextclade', 'bakta'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: [
        'pangolin --update',
        'pangolin --update-data',
        'nextclade dataset get',
        'nextclade run --dataset-name',
        'bakta_db download',
        'bakta_db update',
      ],
      does: 'downloads data',
    },
  ],
  stage: {
    outside: 'nextclade dataset get --name NAME --output-dir dataset',
    inside: 'nextclade run --input-dataset /safe_data/dataset; bakta --db /safe_data/bakta',
  },
  examples: {
    asks: 'nextclade dataset get --name sars-cov-2',
    local: 'nextclade run --input-dataset /safe_data/dataset /safe_data/x.fa',
  },
  seen: {
    version: 'documentation of 2026-11-25',
    date: '2026-11-25',
    how: 'documented',
    where: 'help and documentation',
  },
});
