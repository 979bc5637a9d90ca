import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'conda',
  title: 'conda, mamba and micromamba',
  language: 'program',
  imports: ['conda', 'mamba', 'micromamba'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: [
        'conda install',
        'conda create',
        'conda update',
        'conda env',
        'mamba install',
        'mamba create',
        'mamba update',
        'mamba env',
        'micromamba install',
        'micromamba create',
        'micromamba update',
        'micromamba env',
      ],
      does: 'installs packages',
      unless: [{ option: '--offline' }, { variable: 'CONDA_OFFLINE', is: /1|true/i }],
    },
  ],
  settings: [
    {
      name: 'CONDA_OFFLINE',
      value: '1',
      kind: 'switch',
      why: 'conda and mamba fail at once instead of waiting for a channel',
      afterInstall: true,
    },
    { name: 'CONDA_PKGS_DIRS', value: '/scratch/pkgs', kind: 'cache', why: 'packages are kept there' },
  ],
  caches: [{ place: '~/.conda', movedBy: ['CONDA_PKGS_DIRS'] }],
  stage: {
    outside: 'conda-lock, or conda list --explicit --sha256',
    inside: 'RUN micromamba install --name base --file env.lock; start programs by their paths',
  },
  examples: { asks: 'conda install numpy', local: 'conda run --name base python main.py' },
  seen: {
    version: 'mamba 2.8.1',
    date: '2026-11-25',
    how: 'source',
    where: 'libmamba/src/api/configuration.cpp:384,677,1332; documentation of conda',
  },
});
