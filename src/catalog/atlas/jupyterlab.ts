import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'jupyterlab',
  title: 'JupyterLab and notebooks',
  language: 'python',
  imports: ['jupyterlab', 'notebook', 'jupyter_server'],
  packages: { pypi: ['jupyterlab', 'notebook', 'jupyter-server'] },
  triggers: [
    { on: 'always', effect: 'installs', commands: ['jupyter labextension install'], does: 'installs an extension' },
    {
      on: 'always',
      effect: 'page',
      commands: ['jupyter nbconvert --to html', 'jupyter-nbconvert --to html'],
      does: 'makes a page that asks CDNs where it is opened',
      reported: true,
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['jupyter nbconvert --allow-chromium-download'],
      does: 'downloads a browser',
    },
  ],
  caches: [{ place: '~/.jupyter', movedBy: ['JUPYTER_CONFIG_DIR'] }],
  hosts: ['jupyterlab.github.io'],
  stage: {
    outside: 'nothing',
    inside:
      'a file in /etc/jupyter/jupyter_server_config.d with {"LabApp": {"news_url": null, "check_for_updates_class": "jupyterlab.NeverCheckForUpdate", "extension_manager": "readonly"}}',
  },
  examples: { asks: 'jupyter labextension install x', local: 'jupyter lab --no-browser' },
  seen: {
    version: 'jupyterlab 4.6.6',
    date: '2026-11-25',
    how: 'source',
    where: 'labapp.py:561-617,879-893; handlers/announcements.py:51-144,194-285',
  },
});
