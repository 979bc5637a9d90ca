import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pydicom',
  title: 'pydicom',
  language: 'python',
  imports: ['pydicom'],
  packages: { pypi: ['pydicom'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'pydicom.data.get_testdata_file',
        'pydicom.data.get_testdata_files',
        'pydicom.examples.get_path',
        'pydicom.data.fetch_data_files',
      ],
      does: 'downloads a test file that is not in the package',
    },
  ],
  caches: [{ place: '~/.pydicom/data', movedBy: [] }],
  stage: { outside: 'use your own images', inside: 'pydicom.dcmread("/safe_data/x.dcm")' },
  examples: {
    asks: 'from pydicom.data import get_testdata_file\nf = get_testdata_file("CT_small.dcm")',
    local: 'import pydicom\nd = pydicom.dcmread("/safe_data/x.dcm")',
  },
  seen: { version: 'pydicom 3.0.2', date: '2026-11-25', how: 'source', where: 'data/download.py:77-124' },
});
