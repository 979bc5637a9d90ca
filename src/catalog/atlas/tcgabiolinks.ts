import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tcgabiolinks',
  title: 'TCGAbiolinks',
  language: 'r',
  imports: ['TCGAbiolinks', 'GenomicDataCommons'],
  packages: { bioconductor: ['TCGAbiolinks', 'GenomicDataCommons'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'TCGAbiolinks::GDCquery',
        'TCGAbiolinks::GDCdownload',
        'TCGAbiolinks::GDCquery_clinic',
        'TCGAbiolinks::getGDCInfo',
        'TCGAbiolinks::getProjectSummary',
        'TCGAbiolinks::GDCquery_Maf',
        'GenomicDataCommons::gdcdata',
        'GenomicDataCommons::files',
        'GenomicDataCommons::cases',
      ],
      does: 'asks the GDC',
    },
  ],
  writes: [{ place: './GDCdata', calls: ['TCGAbiolinks::GDCdownload'], unless: [named('directory')] }],
  hosts: ['api.gdc.cancer.gov'],
  stage: { outside: 'GDCprepare(query, save = TRUE, save.filename = "x.rda")', inside: 'load("/safe_data/x.rda")' },
  examples: { asks: 'library(TCGAbiolinks)\nq <- GDCquery(project = "TCGA-BRCA")', local: 'load("/safe_data/x.rda")' },
  seen: { version: 'TCGAbiolinks 2.37.1', date: '2026-11-25', how: 'source', where: 'R/api.R; R/download.R:55-220' },
});
