import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'papermill',
  title: 'Papermill',
  language: 'python',
  imports: ['papermill'],
  packages: { pypi: ['papermill'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['papermill.execute_notebook'],
      argument: at(0, 'input_path'),
      when: [{ argument: at(0, 'input_path'), is: ['address'] }],
      does: 'reads a notebook from an address',
    },
  ],
  stage: { outside: 'nothing', inside: 'papermill /opt/app/a.ipynb /safe_outputs/a.ipynb --cwd /scratch' },
  examples: {
    asks: 'import papermill as pm\npm.execute_notebook("https://example.org/a.ipynb", "/safe_outputs/a.ipynb")',
    local: 'import papermill as pm\npm.execute_notebook("/opt/app/a.ipynb", "/safe_outputs/a.ipynb")',
  },
  seen: { version: 'papermill 2.7.0', date: '2026-11-25', how: 'source', where: 'iorw.py:170,370; s3.py:148' },
});
