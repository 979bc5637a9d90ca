import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'fmriprep',
  title: 'fMRIPrep, MRIQC and their kin',
  language: 'program',
  imports: ['fmriprep', 'mriqc', 'smriprep', 'qsiprep', 'xcp_d'],
  packages: { pypi: ['fmriprep', 'mriqc'] },
  brings: ['templateflow', 'nipype'],
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      commands: ['mriqc'],
      does: 'sends measures of image quality to a web service, which is the default',
      unless: [{ option: '--no-sub' }],
    },
    {
      on: 'start',
      effect: 'reports',
      commands: ['fmriprep', 'smriprep', 'qsiprep', 'xcp_d'],
      does: 'asks for a newer version and reports its use',
      unless: [{ option: '--notrack' }],
    },
  ],
  settings: [
    {
      name: 'FS_LICENSE',
      value: '/safe_data/license.txt',
      kind: 'data',
      why: 'the licence file of FreeSurfer',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/templateflow', movedBy: ['TEMPLATEFLOW_HOME'] }],
  stage: {
    outside: 'fetch the templates that --output-spaces names, see TemplateFlow',
    inside:
      'fmriprep --notrack -w /scratch /safe_data /safe_outputs participant, with TEMPLATEFLOW_HOME and FS_LICENSE; mriqc --no-sub',
  },
  examples: {
    asks: 'mriqc /safe_data /safe_outputs participant',
    local: 'mriqc --no-sub /safe_data /safe_outputs participant',
  },
  seen: {
    version: 'fmriprep 25.2.7, nipreps/mriqc fbc90479',
    date: '2026-11-25',
    how: 'source',
    where: 'cli/version.py:37-100; cli/run.py:65-72; cli/parser.py:350-383; config.py:148,229,466',
  },
});
