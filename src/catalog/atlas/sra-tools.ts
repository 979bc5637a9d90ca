import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'sra-tools',
  title: 'SRA Toolkit',
  language: 'program',
  imports: ['prefetch', 'fasterq-dump', 'fastq-dump', 'sam-dump'],
  packages: { conda: ['sra-tools'], apt: ['sra-toolkit'] },
  triggers: [
    { on: 'always', effect: 'fetches', commands: ['prefetch'], does: 'downloads from NCBI' },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['fasterq-dump SRR', 'fastq-dump SRR', 'sam-dump SRR', 'fasterq-dump ERR', 'fastq-dump ERR'],
      does: 'downloads a run by its name',
      reported: true,
    },
  ],
  settings: [
    {
      name: 'NCBI_SETTINGS',
      value: '/opt/ncbi/user-settings.mkfg',
      kind: 'data',
      why: 'settings are looked for there',
    },
  ],
  caches: [{ place: '~/ncbi', movedBy: [] }],
  stage: { outside: 'prefetch SRR1 && fasterq-dump SRR1', inside: 'read the .fastq below /safe_data' },
  examples: { asks: 'prefetch SRR000001', local: 'fasterq-dump /safe_data/SRR000001/SRR000001.sra' },
  seen: {
    version: 'ncbi/sra-tools 3.4.1',
    date: '2026-11-25',
    how: 'source',
    where: 'build/docker/Dockerfile:7-8; CHANGES.md:364-391',
  },
});
