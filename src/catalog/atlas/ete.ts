import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ete',
  title: 'ETE Toolkit',
  language: 'python',
  imports: ['ete3', 'ete4'],
  packages: { pypi: ['ete3', 'ete4'] },
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['ete3.NCBITaxa', 'ete4.NCBITaxa', 'ete3.GTDBTaxa', 'ete4.GTDBTaxa', 'ete3.ncbi_taxonomy.NCBITaxa'],
      argument: at(0, 'dbfile'),
      does: 'downloads the taxonomy when its database is missing',
    },
    { on: 'always', effect: 'fetches', calls: ['*.update_taxonomy_database'], does: 'downloads the taxonomy' },
  ],
  caches: [{ place: '~/.etetoolkit', movedBy: [], argument: named('dbfile') }],
  stage: { outside: 'NCBITaxa(dbfile="taxa.sqlite")', inside: 'NCBITaxa(dbfile="/safe_data/taxa.sqlite")' },
  examples: {
    asks: 'from ete3 import NCBITaxa\nn = NCBITaxa()',
    local: 'from ete3 import NCBITaxa\nn = NCBITaxa(dbfile="/safe_data/taxa.sqlite")',
  },
  seen: {
    version: 'ete4 4.0.0',
    date: '2026-11-25',
    how: 'source',
    where: 'config.py:13-45; ncbi_taxonomy/ncbiquery.py:15-93; ete3 documented',
  },
});
