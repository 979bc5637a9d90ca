import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pydicom',
  title: 'pydicom',
  language: 'python',
  imports: ['pydicom'],
  packages: { pypi: ['pydicom'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['pydicom.data.get_testdata_file', 'pydicom.data.get_testdata_files', 'pydicom.examples.get_path'],
      argument: at(0, 'name', 'pattern'),
      does: 'downloads a test file that is not in the package',
      unless: [
        {
          argument: at(0, 'name', 'pattern'),
          is: [
            /^(?:CT_small|MR_(?:small(?:_\w+)?|truncated)|rt(?:plan|dose|struct)(?:_\w+)?|liver(?:_expb)?_1frame|examples_\w+|JPEG2000|JPEG-lossy)\.dcm$/,
          ],
        },
      ],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['pydicom.data.fetch_data_files'],
      does: 'downloads all test files',
    },
  ],
  caches: [{ place: '~/.pydicom/data', movedBy: [] }],
  stage: { outside: 'use your own images', inside: 'pydicom.dcmread("/safe_data/x.dcm")' },
  examples: {
    asks: 'from pydicom.data import get_testdata_file\nf = get_testdata_file("693_UNCI.dcm")',
    local:
      'import pydicom\nfrom pydicom.data import get_testdata_file\nd = pydicom.dcmread(get_testdata_file("CT_small.dcm"))',
  },
  seen: { version: 'pydicom 3.0.2', date: '2026-11-26', how: 'run', where: 'data/download.py:77-124' },
});
