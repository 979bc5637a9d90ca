import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'uv',
  title: 'uv',
  language: 'program',
  imports: ['uv', 'uvx'],
  packages: { pypi: ['uv'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['uv run'],
      does: 'brings the environment up to date before the program starts',
      unless: [
        { option: '--no-sync' },
        { option: '--offline' },
        { variable: 'UV_NO_SYNC', is: /1|true/i },
        { variable: 'UV_OFFLINE', is: /1|true/i },
      ],
    },
    {
      on: 'always',
      effect: 'installs',
      commands: ['uvx', 'uv tool run', 'uv tool install'],
      does: 'builds an environment',
      unless: [{ option: '--offline' }, { variable: 'UV_OFFLINE', is: /1|true/i }],
    },
    {
      on: 'always',
      effect: 'installs',
      commands: ['uv pip install', 'uv pip sync', 'uv sync', 'uv add', 'uv lock', 'uv python install'],
      does: 'installs packages or a Python',
      unless: [{ option: '--offline' }, { option: '--no-index' }, { variable: 'UV_OFFLINE', is: /1|true/i }],
    },
  ],
  settings: [
    { name: 'UV_OFFLINE', value: '1', kind: 'switch', why: 'uv does not use the network', afterInstall: true },
    {
      name: 'UV_NO_SYNC',
      value: '1',
      kind: 'switch',
      why: 'uv run takes the environment as it is, where UV_OFFLINE alone fails',
      afterInstall: true,
    },
    { name: 'UV_PYTHON_DOWNLOADS', value: 'never', kind: 'switch', why: 'no Python is downloaded', afterInstall: true },
  ],
  caches: [
    { place: '~/.cache/uv', movedBy: ['UV_CACHE_DIR', 'XDG_CACHE_HOME'] },
    { place: '~/.local/share/uv/python', movedBy: ['UV_PYTHON_INSTALL_DIR', 'XDG_DATA_HOME'] },
    { place: '~/.local/share/uv/tools', movedBy: ['UV_TOOL_DIR', 'XDG_DATA_HOME'] },
  ],
  stage: {
    outside: 'commit uv.lock',
    inside: 'RUN uv sync --frozen with UV_PROJECT_ENVIRONMENT=/opt/venv; ENTRYPOINT ["/opt/venv/bin/python", ...]',
  },
  note: 'Offline, uv run still makes an empty .venv where it finds none, which a read-only project refuses.',
  examples: { asks: 'uv run main.py', local: 'uv run --no-sync main.py' },
  seen: {
    version: 'uv 0.13.9',
    date: '2026-11-25',
    how: 'run',
    where: 'help of run, sync and python install; UV_OFFLINE and UV_NO_SYNC in a network namespace',
  },
});
