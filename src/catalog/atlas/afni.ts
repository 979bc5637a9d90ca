import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'afni',
  title: 'FSL, ANTs, AFNI and SPM',
  language: 'program',
  imports: ['fslinstaller.py', 'update_fsl_release', '3dinfo', 'afni'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['fslinstaller.py', 'update_fsl_release'],
      does: 'installs or updates FSL',
    },
    { on: 'always', effect: 'reports', commands: ['afni -ver'], does: 'asks for a newer version', reported: true },
  ],
  settings: [
    { name: 'AFNI_VERSION_CHECK', value: 'NO', kind: 'switch', why: 'no look for a newer version' },
    { name: 'FSLOUTPUTTYPE', value: 'NIFTI_GZ', kind: 'switch', why: 'FSL writes compressed images' },
  ],
  stage: { outside: 'nothing: atlases are in the installation', inside: 'start the programs by their paths' },
  examples: { asks: 'fslinstaller.py -d /opt/fsl', local: '3dinfo /safe_data/x.nii.gz' },
  seen: {
    version: 'afni/afni 90ce18f64',
    date: '2026-11-25',
    how: 'source',
    where: 'src/afni_version.c:136; src/afni.c:2756',
  },
});
