import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gatk',
  title: 'GATK',
  language: 'program',
  imports: ['gatk'],
  packages: { conda: ['gatk4'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['gatk FuncotatorDataSourceDownloader'],
      does: 'downloads data sources',
    },
  ],
  stage: {
    outside: 'download the reference bundle',
    inside: 'gatk HaplotypeCaller -R /safe_data/ref.fa --tmp-dir /scratch',
  },
  examples: {
    asks: 'gatk FuncotatorDataSourceDownloader --germline',
    local: 'gatk HaplotypeCaller -R /safe_data/ref.fa --tmp-dir /scratch',
  },
  seen: {
    version: 'broadinstitute/gatk 51797aa7f2',
    date: '2026-11-25',
    how: 'documented',
    where: 'Dockerfile and documentation',
  },
});
