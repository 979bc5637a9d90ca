import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'samtools',
  title: 'samtools, bcftools and htslib',
  language: 'program',
  imports: ['samtools', 'bcftools', 'tabix', 'cramtools'],
  packages: { pypi: ['pysam'], conda: ['samtools', 'bcftools'], apt: ['samtools', 'bcftools'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['samtools view', 'samtools sort', 'samtools merge', 'samtools fastq'],
      does: 'asks EBI for the reference of a CRAM file, before version 1.22',
      unless: [{ option: '-T' }, { option: '--reference' }, { variable: 'REF_PATH', is: /\/.+/ }],
      reported: true,
    },
  ],
  settings: [
    {
      name: 'REF_PATH',
      value: '/safe_data/ref/cache/%2s/%2s/%s',
      kind: 'data',
      why: 'references are looked for in the data area, not at EBI',
    },
    { name: 'REF_CACHE', value: '/scratch/hts-ref/%2s/%2s/%s', kind: 'cache', why: 'references are kept there' },
  ],
  caches: [{ place: '~/.cache/hts-ref', movedBy: ['REF_CACHE', 'XDG_CACHE_HOME'] }],
  hosts: ['ebi.ac.uk'],
  stage: {
    outside: 'seq_cache_populate.pl -root ref/cache genome.fa',
    inside: 'samtools view -T /safe_data/genome.fa /safe_data/x.cram',
  },
  note: 'Debian bookworm has 1.16, which asks; from 1.22 on nothing is asked.',
  examples: { local: 'samtools view -T /safe_data/genome.fa /safe_data/x.cram' },
  seen: {
    version: 'samtools/htslib 1.23.1',
    date: '2026-11-25',
    how: 'source',
    where: 'NEWS:218-240,309-312; cram/cram_io.c:2970-3075',
  },
});
