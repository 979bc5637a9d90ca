import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'nipype',
  title: 'Nipype',
  language: 'python',
  imports: ['nipype'],
  packages: { pypi: ['nipype'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'asks a server for a newer version at the first interface that runs',
      unless: [
        { variable: 'NIPYPE_NO_ET', is: /.+/ },
        { variable: 'NO_ET', is: /.+/ },
      ],
    },
  ],
  settings: [
    {
      name: 'NIPYPE_NO_ET',
      value: '1',
      kind: 'switch',
      why: 'no look for a newer version',
      atImport: true,
      needed: true,
    },
    { name: 'NIPYPE_CONFIG_DIR', value: '/scratch/nipype', kind: 'cache', why: 'its settings are written there' },
  ],
  caches: [{ place: '~/.nipype', movedBy: ['NIPYPE_CONFIG_DIR'] }],
  hosts: ['rig.mit.edu'],
  stage: { outside: 'nothing', inside: 'ENV NIPYPE_NO_ET=1; Workflow(base_dir="/scratch/work")' },
  examples: {
    asks: 'import nipype',
    local: 'from nipype import Workflow\nw = Workflow("w", base_dir="/scratch/work")',
    environment: { NIPYPE_NO_ET: '1' },
  },
  seen: {
    version: 'nipype 1.11.0',
    date: '2026-11-25',
    how: 'source',
    where: '__init__.py:80-110; interfaces/base/core.py:180-192; utils/config.py:92-101',
  },
});
