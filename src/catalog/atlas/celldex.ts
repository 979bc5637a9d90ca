import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'celldex',
  title: 'celldex and SingleR',
  language: 'r',
  imports: ['celldex', 'SingleR'],
  packages: { bioconductor: ['celldex', 'SingleR'] },
  brings: ['experimenthub'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'celldex::HumanPrimaryCellAtlasData',
        'celldex::BlueprintEncodeData',
        'celldex::DatabaseImmuneCellExpressionData',
        'celldex::ImmGenData',
        'celldex::MonacoImmuneData',
        'celldex::MouseRNAseqData',
        'celldex::NovershternHematopoieticData',
        'SingleR::HumanPrimaryCellAtlasData',
        'SingleR::BlueprintEncodeData',
        'SingleR::DatabaseImmuneCellExpressionData',
        'SingleR::ImmGenData',
        'SingleR::MonacoImmuneData',
        'SingleR::MouseRNAseqData',
        'SingleR::NovershternHematopoieticData',
        'celldex::fetchReference',
        'celldex::surveyReferences',
      ],
      does: 'downloads a reference',
      unless: [{ filled: 'GYPSUM_CACHE_DIR' }],
    },
  ],
  settings: [
    {
      name: 'GYPSUM_CACHE_DIR',
      value: '/safe_data/gypsum',
      kind: 'data',
      why: 'references are looked for in the data area',
    },
  ],
  caches: [{ place: '~/.cache/gypsum', movedBy: ['GYPSUM_CACHE_DIR'] }],
  stage: {
    outside: 'saveRDS(celldex::HumanPrimaryCellAtlasData(), "hpca.rds")',
    inside: 'readRDS("/safe_data/hpca.rds")',
  },
  examples: {
    asks: 'library(celldex)\nr <- HumanPrimaryCellAtlasData()',
    local: 'library(SingleR)\np <- SingleR(test, readRDS("/safe_data/hpca.rds"))',
  },
  seen: {
    version: 'LTLA/celldex 1.13.3, LTLA/SingleR 2.7.1',
    date: '2026-11-25',
    how: 'source',
    where: 'R/fetchReference.R; R/HumanPrimaryCellAtlasData.R:4-14; R/datasets.R:3-39',
  },
});
