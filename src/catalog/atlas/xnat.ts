import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'xnat',
  title: 'XNAT',
  language: 'python',
  imports: ['xnat'],
  packages: { pypi: ['xnat'], conda: ['xnat'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['xnat.connect'],
      does: 'logs in to an XNAT server and loads images from there',
    },
  ],
  stage: { outside: 'session.projects["P"].download_dir("data")', inside: 'read the images from /safe_data' },
  examples: {
    asks: 'import xnat\ns = xnat.connect("https://xnat.example.org")',
    local: 'import nibabel as nib\ni = nib.load("/safe_data/a.nii.gz")',
  },
  seen: { version: 'xnat 0.8.1', date: '2026-11-26', how: 'source', where: '__init__.py:492' },
});
