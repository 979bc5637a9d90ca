import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'vep',
  title: 'Ensembl VEP',
  language: 'program',
  imports: ['vep', 'variant_recoder', 'haplo'],
  packages: { conda: ['ensembl-vep'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['vep --cache', 'vep --database', 'variant_recoder'],
      does: 'asks the data base of Ensembl',
      unless: [{ option: '--offline' }],
    },
  ],
  caches: [{ place: '~/.vep', movedBy: [] }],
  hosts: ['ensembldb.ensembl.org'],
  stage: {
    outside: 'INSTALL.pl -a cf -s homo_sapiens -y GRCh38 -c vep (20 GB)',
    inside: 'vep --offline --dir_cache /safe_data/vep --fasta /safe_data/ref.fa -o /safe_outputs/x.txt',
  },
  note: '--cache without --offline still opens the connection to ensembldb.ensembl.org.',
  examples: {
    asks: 'vep --cache -i /safe_data/x.vcf',
    local: 'vep --offline --dir_cache /safe_data/vep -i /safe_data/x.vcf',
  },
  seen: {
    version: 'Ensembl/ensembl-vep 2beada0d',
    date: '2026-11-25',
    how: 'source',
    where: 'modules/Bio/EnsEMBL/VEP/Config.pm:278-312,446-456,606-619,957-980; BaseVEP.pm:262,353,659',
  },
});
