import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'hd-bet',
  title: 'HD-BET',
  language: 'python',
  imports: ['HD_BET'],
  packages: { pypi: ['HD-BET', 'hd-bet'] },
  brings: ['nnunetv2', 'torch'],
  triggers: [
    {
      on: 'start',
      effect: 'fetches',
      commands: ['hd-bet'],
      does: 'downloads its parameters from Zenodo at the first run',
      reported: true,
    },
  ],
  caches: [{ place: '~/hd-bet_params', movedBy: [] }],
  stage: {
    outside: 'run hd-bet once and keep ~/hd-bet_params',
    inside:
      'no variable moves the folder: set HOME to the place of the copy, or patch folder_with_parameter_files in its paths.py',
  },
  examples: { local: 'import HD_BET' },
  seen: { version: 'HD-BET README', date: '2026-11-25', how: 'reported', where: 'project README; no wheel was read' },
});
