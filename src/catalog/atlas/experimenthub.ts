import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'experimenthub',
  title: 'ExperimentHub and its data packages',
  language: 'r',
  imports: [
    'ExperimentHub',
    'scRNAseq',
    'TENxPBMCData',
    'HCAData',
    'curatedTCGAData',
    'muscData',
    'depmap',
    'SingleCellMultiModal',
    'TabulaMurisData',
  ],
  packages: {
    bioconductor: [
      'ExperimentHub',
      'scRNAseq',
      'TENxPBMCData',
      'HCAData',
      'curatedTCGAData',
      'muscData',
      'depmap',
      'SingleCellMultiModal',
      'TabulaMurisData',
    ],
  },
  brings: ['annotationhub'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'ExperimentHub::ExperimentHub',
        'scRNAseq::*Data',
        'TENxPBMCData::TENxPBMCData',
        'HCAData::HCAData',
        'curatedTCGAData::curatedTCGAData',
        'muscData::*',
        'depmap::depmap_*',
      ],
      does: 'asks the hub, and downloads what is not cached',
      unless: [
        { variable: 'EXPERIMENT_HUB_LOCAL', is: /true/i },
        { argument: named('localHub'), is: ['true'] },
      ],
    },
  ],
  settings: [
    { name: 'EXPERIMENT_HUB_LOCAL', value: 'TRUE', kind: 'switch', why: 'no server is asked', needed: true },
    {
      name: 'EXPERIMENT_HUB_CACHE',
      value: '/scratch/experimenthub',
      kind: 'cache',
      why: 'its data base is opened for writing',
    },
  ],
  caches: [{ place: '~/.cache/R/ExperimentHub', movedBy: ['EXPERIMENT_HUB_CACHE', 'R_USER_CACHE_DIR'] }],
  stage: { outside: 'saveRDS(TENxPBMCData("NAME"), "data.rds")', inside: 'readRDS("/safe_data/data.rds")' },
  examples: {
    asks: 'library(ExperimentHub)\neh <- ExperimentHub()',
    local: 'library(ExperimentHub)\neh <- ExperimentHub(localHub = TRUE)',
  },
  seen: {
    version: 'Bioconductor/ExperimentHub 2.11.2',
    date: '2026-11-25',
    how: 'source',
    where: 'R/zzz.R:7-40; R/ExperimentHub-class.R:16-54',
  },
});
