import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'comet-ml',
  title: 'Comet',
  language: 'python',
  imports: ['comet_ml'],
  packages: { pypi: ['comet-ml'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'comet_ml.Experiment',
        'comet_ml.start',
        'comet_ml.init',
        'comet_ml.login',
        'comet_ml.ExistingExperiment',
      ],
      commands: ['comet upload'],
      does: 'logs to a web service',
      unless: [
        { argument: named('online'), is: ['false'] },
        { variable: 'COMET_START_ONLINE', is: /0|false/i },
      ],
    },
  ],
  settings: [
    { name: 'COMET_OFFLINE_DIRECTORY', value: '/safe_outputs/comet', kind: 'output', why: 'where runs are kept' },
  ],
  writes: [
    {
      place: './.cometml-runs',
      calls: ['comet_ml.OfflineExperiment'],
      movedBy: ['COMET_OFFLINE_DIRECTORY'],
      unless: [named('offline_directory')],
    },
  ],
  stage: { outside: 'nothing', inside: 'comet_ml.OfflineExperiment(offline_directory="/safe_outputs/comet")' },
  examples: {
    asks: 'import comet_ml\ne = comet_ml.Experiment(project_name="x")',
    local: 'import comet_ml\ne = comet_ml.OfflineExperiment(offline_directory="/safe_outputs/comet")',
  },
  seen: {
    version: 'comet_ml 3.58.8',
    date: '2026-11-25',
    how: 'source',
    where: 'config/config_map.py:54-56,157-159,297',
  },
});
