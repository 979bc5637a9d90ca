import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'poetry',
  title: 'Poetry, PDM, Pipenv and Hatch',
  language: 'program',
  imports: ['poetry', 'pdm', 'hatch', 'pipenv'],
  packages: { pypi: ['poetry', 'pdm', 'hatch', 'pipenv'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: [
        'poetry install',
        'poetry add',
        'poetry update',
        'poetry lock',
        'poetry sync',
        'pdm install',
        'pdm add',
        'pdm sync',
        'pdm update',
        'pipenv install',
        'pipenv sync',
        'pipenv update',
        'hatch env create',
        'hatch run',
      ],
      does: 'installs packages',
    },
  ],
  settings: [
    {
      name: 'POETRY_VIRTUALENVS_CREATE',
      value: 'false',
      kind: 'switch',
      why: 'packages go where every user finds them',
    },
  ],
  caches: [{ place: '~/.cache/pypoetry', movedBy: ['POETRY_CACHE_DIR', 'POETRY_VIRTUALENVS_PATH'] }],
  stage: {
    outside: 'commit poetry.lock',
    inside: 'RUN POETRY_VIRTUALENVS_CREATE=false poetry install --only main --no-root; start python directly',
  },
  examples: { asks: 'poetry install', local: 'poetry run python main.py' },
  seen: {
    version: 'poetry 2.5.1, pdm 2.29.4',
    date: '2026-11-25',
    how: 'source',
    where: 'config/config.py:150-165,334-345; project/config.py:115-150',
  },
});
