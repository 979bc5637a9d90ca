import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'mosek',
  title: 'MOSEK',
  language: 'python',
  imports: ['mosek'],
  packages: { pypi: ['mosek'], conda: ['mosek'] },
  triggers: [
    {
      on: 'always',
      effect: 'licence',
      calls: ['mosek.Env', 'mosek.Task', 'mosek.fusion.Model'],
      does: 'solves nothing without a licence',
      unless: [{ variable: 'MOSEKLM_LICENSE_FILE', is: /^\/.*/ }],
    },
  ],
  settings: [{ name: 'MOSEKLM_LICENSE_FILE', value: '/safe_data/mosek.lic', kind: 'data', why: 'the licence file' }],
  stage: {
    outside: 'ask for a licence file that is bound to no server and no machine',
    inside: 'ENV MOSEKLM_LICENSE_FILE=/safe_data/mosek.lic',
  },
  note: 'The import works without a licence; only the call that solves fails.',
  examples: {
    asks: 'import mosek\nenv = mosek.Env()',
    local: 'import mosek\nenv = mosek.Env()',
    environment: { MOSEKLM_LICENSE_FILE: '/safe_data/mosek.lic' },
  },
  seen: {
    version: 'mosek 11.2.7',
    date: '2026-11-26',
    how: 'run',
    where: 'optimize() without a network: rescode 1008 without a file, 1021 with 27007@localhost',
  },
});
