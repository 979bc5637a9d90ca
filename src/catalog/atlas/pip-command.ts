import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pip-command',
  title: 'pip and pipx',
  language: 'program',
  imports: ['pip', 'pip3', 'pipx'],
  packages: { pypi: ['pip', 'pipx'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['pip install', 'pip3 install', 'pip download', 'pip wheel'],
      does: 'installs packages',
      unless: [
        { option: '--no-index', byName: true },
        { variable: 'PIP_NO_INDEX', is: /1|true|yes|on/i, byName: true },
      ],
    },
    {
      on: 'always',
      effect: 'installs',
      commands: ['pipx run', 'pipx install', 'pipx upgrade', 'pipx inject'],
      does: 'builds an environment',
    },
  ],
  caches: [
    { place: '~/.cache/pip', movedBy: ['PIP_CACHE_DIR', 'XDG_CACHE_HOME'] },
    { place: '~/.local/share/pipx', movedBy: ['PIPX_HOME'] },
  ],
  stage: {
    outside: 'nothing: packages belong into the image',
    inside: 'put it into the list of packages that the Dockerfile installs',
  },
  examples: { asks: 'pip install numpy', local: 'pip list' },
  seen: {
    version: 'pipx 1.18.4',
    date: '2026-11-25',
    how: 'source',
    where: 'paths.py:16-120; constants.py:21; documentation of pip',
  },
});
