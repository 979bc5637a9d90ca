import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'biocmanager',
  title: 'BiocManager',
  language: 'r',
  imports: ['BiocManager'],
  packages: { bioconductor: ['BiocManager'] },
  isManager: true,
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['BiocManager::install', 'BiocManager::available', 'BiocManager::valid'],
      does: 'installs packages, or asks which there are',
    },
    {
      on: 'always',
      effect: 'reports',
      calls: ['BiocManager::version', 'BiocManager::repositories'],
      does: 'asks bioconductor.org for its versions',
      unless: [
        { variable: 'BIOCONDUCTOR_ONLINE_VERSION_DIAGNOSIS', is: /false/i },
        { variable: 'BIOCONDUCTOR_CONFIG_FILE', is: /.+/ },
      ],
    },
  ],
  settings: [
    {
      name: 'BIOCONDUCTOR_ONLINE_VERSION_DIAGNOSIS',
      value: 'FALSE',
      kind: 'switch',
      why: 'no question to bioconductor.org which version is the newest',
    },
  ],
  hosts: ['bioconductor.org'],
  stage: {
    outside: 'nothing: packages belong into the image',
    inside: `RUN Rscript -e "BiocManager::install(c('DESeq2'), version = '3.23', update = FALSE, ask = FALSE)"`,
  },
  examples: { asks: 'BiocManager::install("DESeq2")', local: 'library(DESeq2)' },
  seen: {
    version: 'Bioconductor/BiocManager 1.30.22.5',
    date: '2026-11-25',
    how: 'source',
    where: 'R/version.R:81,177-215; R/repositories.R:6-259',
  },
});
