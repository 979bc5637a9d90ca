import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'goatools',
  title: 'GOATOOLS',
  language: 'python',
  imports: ['goatools'],
  packages: { pypi: ['goatools'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'goatools.base.download_go_basic_obo',
        'goatools.base.download_ncbi_associations',
        'goatools.base.dnld_file',
      ],
      does: 'downloads an ontology or associations',
    },
  ],
  hosts: ['purl.obolibrary.org'],
  stage: { outside: 'download go-basic.obo and the associations', inside: 'GODag("/safe_data/go-basic.obo")' },
  examples: {
    asks: 'from goatools.base import download_go_basic_obo\nf = download_go_basic_obo()',
    local: 'from goatools.obo_parser import GODag\ng = GODag("/safe_data/go-basic.obo")',
  },
  seen: { version: 'goatools 1.6.7', date: '2026-11-26', how: 'run', where: 'base.py:77-193' },
});
