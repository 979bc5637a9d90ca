import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'wfdb',
  title: 'WFDB',
  language: 'python',
  imports: ['wfdb'],
  packages: { pypi: ['wfdb'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['wfdb.dl_database', 'wfdb.dl_files', 'wfdb.get_dbs', 'wfdb.get_record_list', 'wfdb.io.dl_database'],
      does: 'downloads from PhysioNet',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['wfdb.rdrecord', 'wfdb.rdsamp', 'wfdb.rdann', 'wfdb.rdheader'],
      argument: named('pn_dir'),
      does: 'reads a record from PhysioNet',
    },
  ],
  hosts: ['physionet.org'],
  stage: {
    outside: 'wfdb.dl_database("mitdb", "mitdb")',
    inside: 'wfdb.rdrecord("/safe_data/mitdb/100"), without pn_dir',
  },
  examples: {
    asks: 'import wfdb\nr = wfdb.rdrecord("100", pn_dir="mitdb")',
    local: 'import wfdb\nr = wfdb.rdrecord("/safe_data/mitdb/100")',
  },
  seen: { version: 'wfdb 4.3.1', date: '2026-11-26', how: 'run', where: 'io/_url.py and documentation' },
});
