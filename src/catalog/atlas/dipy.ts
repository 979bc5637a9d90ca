import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'dipy',
  title: 'DIPY',
  language: 'python',
  imports: ['dipy'],
  packages: { pypi: ['dipy'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'dipy.data.get_fnames',
        'dipy.data.fetch_*',
        'dipy.data.fetcher.*',
        'dipy.nn.*EVACPlus',
        'dipy.nn.*Synb0',
        'dipy.nn.*HistoResDNN',
        'dipy.nn.*DeepN4',
      ],
      commands: ['dipy_fetch', 'dipy_evac_plus'],
      does: 'downloads data or weights that are not in its folder',
      unless: [{ filled: 'DIPY_HOME' }],
    },
  ],
  settings: [
    {
      name: 'DIPY_HOME',
      value: '/safe_data/dipy',
      kind: 'data',
      why: 'data and weights are looked for in the data area',
      atImport: true,
    },
  ],
  caches: [{ place: '~/.dipy', movedBy: ['DIPY_HOME'] }],
  stage: {
    outside: `DIPY_HOME=dipy python -c "from dipy.data import get_fnames; get_fnames(name='stanford_hardi')"`,
    inside: 'ENV DIPY_HOME=/safe_data/dipy',
  },
  examples: {
    asks: 'from dipy.data import get_fnames\nf = get_fnames(name="stanford_hardi")',
    local: 'from dipy.io.image import load_nifti\nd = load_nifti("/safe_data/dwi.nii.gz")',
  },
  seen: {
    version: 'dipy 1.12.1',
    date: '2026-11-25',
    how: 'source',
    where: 'data/fetcher.py:31-34,254; nn/torch/evac.py:488-494',
  },
});
