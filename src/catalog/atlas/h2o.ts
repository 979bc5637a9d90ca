import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'h2o',
  title: 'H2O for Python',
  language: 'python',
  imports: ['h2o'],
  packages: { pypi: ['h2o'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['h2o.import_file', 'h2o.upload_file', 'h2o.import_sql_table'],
      argument: at(0, 'path'),
      when: [{ argument: at(0, 'path'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  stage: {
    outside: 'download the file',
    inside: 'h2o.init(ice_root="/scratch/h2o", bind_to_localhost=True), with Java in the image',
  },
  examples: {
    asks: 'import h2o\nd = h2o.import_file("https://example.org/x.csv")',
    local: 'import h2o\nh2o.init(ice_root="/scratch/h2o")\nd = h2o.import_file("/safe_data/x.csv")',
  },
  seen: { version: 'h2o of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
