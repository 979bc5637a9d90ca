import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'freesurfer',
  title: 'FreeSurfer and FastSurfer',
  language: 'program',
  imports: ['recon-all', 'mri_convert', 'run_fastsurfer.sh'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['run_fastsurfer.sh'],
      does: 'downloads checkpoints that are missing',
      reported: true,
    },
    { on: 'always', effect: 'installs', commands: ['fs_install_mcr'], does: 'installs the MATLAB runtime' },
  ],
  settings: [
    { name: 'FS_LICENSE', value: '/safe_data/license.txt', kind: 'data', why: 'the licence file', needed: true },
    {
      name: 'SUBJECTS_DIR',
      value: '/safe_outputs/freesurfer',
      kind: 'output',
      why: 'results, which lie inside the installation otherwise',
      needed: true,
    },
  ],
  stage: {
    outside: 'ask for the licence file by e-mail',
    inside: 'ENV FS_LICENSE=/safe_data/license.txt SUBJECTS_DIR=/safe_outputs/freesurfer',
  },
  examples: { asks: 'fs_install_mcr R2019b', local: 'recon-all -all -s x -i /safe_data/x.nii.gz' },
  seen: {
    version: 'FreeSurfer 8, FastSurfer',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation; fmriprep 25.2.7 config.py:169-173',
  },
});
