import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'blast',
  title: 'BLAST+',
  language: 'program',
  imports: ['blastn', 'blastp', 'blastx', 'tblastn', 'tblastx', 'update_blastdb.pl'],
  packages: { conda: ['blast'], apt: ['ncbi-blast+'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      commands: ['blastn -remote', 'blastp -remote', 'blastx -remote', 'tblastn -remote', 'tblastx -remote'],
      does: 'sends the sequences to NCBI',
    },
    {
      on: 'start',
      effect: 'reports',
      commands: ['blastn', 'blastp', 'blastx', 'tblastn', 'tblastx'],
      does: 'reports its use to NCBI',
      unless: [{ variable: 'BLAST_USAGE_REPORT', is: /false|0/i }],
    },
    { on: 'always', effect: 'fetches', commands: ['update_blastdb.pl'], does: 'downloads a data base' },
  ],
  settings: [
    { name: 'BLAST_USAGE_REPORT', value: 'false', kind: 'switch', why: 'no usage reports', needed: true },
    { name: 'BLASTDB', value: '/safe_data/blastdb', kind: 'data', why: 'data bases are looked for in the data area' },
  ],
  stage: {
    outside: 'update_blastdb.pl --decompress NAME',
    inside: 'ENV BLAST_USAGE_REPORT=false; blastn -db /safe_data/blastdb/NAME -query /safe_data/x.fa',
  },
  examples: {
    asks: 'blastn -remote -db nt -query /safe_data/x.fa',
    local: 'blastn -db /safe_data/nt -query /safe_data/x.fa',
    environment: { BLAST_USAGE_REPORT: 'false' },
  },
  seen: { version: 'BLAST+ of 2026-11', date: '2026-11-25', how: 'documented', where: 'manual' },
});
