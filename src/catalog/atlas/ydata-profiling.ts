import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ydata-profiling',
  title: 'ydata-profiling',
  language: 'python',
  imports: ['ydata_profiling', 'pandas_profiling'],
  packages: { pypi: ['ydata-profiling', 'pandas-profiling'] },
  triggers: [
    {
      on: 'always',
      effect: 'reports',
      calls: ['ydata_profiling.ProfileReport'],
      does: 'pings a server',
      unless: [{ variable: 'YDATA_PROFILING_NO_ANALYTICS', is: /.+/ }],
    },
  ],
  settings: [{ name: 'YDATA_PROFILING_NO_ANALYTICS', value: 'True', kind: 'switch', why: 'no ping', needed: true }],
  hosts: ['packages.ydata.ai'],
  stage: { outside: 'nothing', inside: 'ENV YDATA_PROFILING_NO_ANALYTICS=True' },
  examples: {
    asks: 'from ydata_profiling import ProfileReport\np = ProfileReport(d)',
    local: 'from ydata_profiling import ProfileReport\np = ProfileReport(d)',
    environment: { YDATA_PROFILING_NO_ANALYTICS: 'True' },
  },
  seen: {
    version: 'ydata_profiling of 2026-11-25',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/common.py:74-100',
  },
});
