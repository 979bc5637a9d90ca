import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'optuna',
  title: 'Optuna',
  language: 'python',
  imports: ['optuna', 'optunahub'],
  packages: { pypi: ['optuna', 'optunahub'] },
  triggers: [
    { on: 'always', effect: 'fetches', calls: ['optunahub.load_module'], does: 'fetches code from GitHub' },
    {
      on: 'always',
      effect: 'sends',
      calls: ['optuna.create_study', 'optuna.load_study'],
      when: [{ argument: named('storage'), is: [/^(?:postgres|mysql|redis|mssql)/] }],
      does: 'sends results to a database server',
    },
  ],
  stage: { outside: 'nothing', inside: 'create_study(storage="sqlite:////safe_outputs/study.db")' },
  examples: {
    asks: 'import optunahub\nm = optunahub.load_module("samplers/auto_sampler")',
    local: 'import optuna\ns = optuna.create_study(storage="sqlite:////safe_outputs/study.db")',
  },
  seen: {
    version: 'optuna 5.0.0',
    date: '2026-11-25',
    how: 'source',
    where: 'no address in its source but the storages',
  },
});
