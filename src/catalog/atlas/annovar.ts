import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'annovar',
  title: 'ANNOVAR',
  language: 'program',
  imports: ['annotate_variation.pl', 'table_annovar.pl'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['annotate_variation.pl -downdb'],
      does: 'downloads a data base',
      reported: true,
    },
  ],
  stage: {
    outside: 'annotate_variation.pl -downdb -buildver hg38 -webfrom annovar refGene humandb',
    inside:
      'table_annovar.pl /safe_data/x.vcf /safe_data/humandb -out /safe_outputs/x; its licence forbids a public image',
  },
  examples: { local: 'table_annovar.pl /safe_data/x.vcf /safe_data/humandb -out /safe_outputs/x' },
  seen: {
    version: 'ANNOVAR',
    date: '2026-11-25',
    how: 'reported',
    where: 'general knowledge; its source is not public',
  },
});
