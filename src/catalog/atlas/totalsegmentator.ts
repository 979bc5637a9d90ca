import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'totalsegmentator',
  title: 'TotalSegmentator',
  language: 'python',
  imports: ['totalsegmentator'],
  packages: { pypi: ['TotalSegmentator', 'totalsegmentator'] },
  brings: ['nnunetv2', 'torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['totalsegmentator.python_api.totalsegmentator'],
      commands: ['TotalSegmentator'],
      does: 'downloads the weights of the task when they are missing, and reports its use',
      unless: [{ filled: 'TOTALSEG_WEIGHTS_PATH' }, { filled: 'TOTALSEG_HOME_DIR' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['totalsegmentator.libs.download_pretrained_weights', 'totalsegmentator.*.download_pretrained_weights'],
      commands: ['totalseg_download_weights', 'totalseg_set_license'],
      does: 'downloads weights',
    },
  ],
  settings: [
    {
      name: 'TOTALSEG_WEIGHTS_PATH',
      value: '/safe_data/totalsegmentator',
      kind: 'data',
      why: 'weights are looked for in the data area',
      needed: true,
    },
    {
      name: 'TOTALSEG_HOME_DIR',
      value: '/scratch/totalsegmentator',
      kind: 'cache',
      why: 'its config.json is rewritten at every run',
      needed: true,
    },
  ],
  caches: [{ place: '~/.totalsegmentator/nnunet/results', movedBy: ['TOTALSEG_WEIGHTS_PATH', 'TOTALSEG_HOME_DIR'] }],
  hosts: ['stats.totalsegmentator.com', 'backend.totalsegmentator.com'],
  stage: {
    outside: 'TOTALSEG_WEIGHTS_PATH=totalsegmentator totalseg_download_weights -t total',
    inside:
      'the two variables, and a start script that writes {"send_usage_stats": false, "prediction_counter": 0} to $TOTALSEG_HOME_DIR/config.json',
  },
  note: 'It reports its use at every run by default, and only config.json switches that off. A task may need the weights of a second one that crops.',
  examples: {
    asks: 'from totalsegmentator.python_api import totalsegmentator\ntotalsegmentator("/safe_data/a.nii.gz", "/safe_outputs")',
    local: 'import totalsegmentator',
  },
  seen: {
    version: 'TotalSegmentator 2.18.0',
    date: '2026-11-25',
    how: 'source',
    where: 'config.py:16-75,169-178,224-275; libs.py:68-180,250; python_api.py:270-323,386,425,465-480',
  },
});
