import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'kraken2',
  title: 'Kraken 2',
  language: 'program',
  imports: ['kraken2', 'kraken2-build'],
  packages: { conda: ['kraken2'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['kraken2-build --download-library', 'kraken2-build --download-taxonomy', 'kraken2-build --standard'],
      does: 'downloads a data base',
    },
  ],
  settings: [
    {
      name: 'KRAKEN2_DB_PATH',
      value: '/safe_data/kraken2',
      kind: 'data',
      why: 'data bases are looked for in the data area',
    },
  ],
  stage: {
    outside: 'download a prebuilt data base',
    inside: 'kraken2 --db /safe_data/kraken2/standard --memory-mapping',
  },
  examples: { asks: 'kraken2-build --standard --db x', local: 'kraken2 --db /safe_data/kraken2 /safe_data/x.fq' },
  seen: {
    version: 'DerrickWood/kraken2 2.17.1',
    date: '2026-11-25',
    how: 'source',
    where: 'docs/MANUAL.html:186-220,1244-1299',
  },
});
