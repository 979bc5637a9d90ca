import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'stata',
  title: 'Stata',
  language: 'program',
  imports: ['stata', 'stata-mp', 'stata-se', 'xstata'],
  packages: {},
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['ssc', 'net', 'github', 'ado', 'update'],
      does: 'installs ado files',
      reported: true,
    },
  ],
  settings: [{ name: 'STATATMP', value: '/scratch', kind: 'cache', why: 'temporary files are written there' }],
  caches: [{ place: '~/ado/plus', movedBy: ['S_ADO'] }],
  stage: {
    outside: 'keep the ado files with the code: SSC has no versions',
    inside: 'RUN with sysdir set PLUS "/opt/ado/plus"; the licence is a file that the TRE has',
  },
  examples: { local: 'stata-mp -b do /opt/app/main.do' },
  seen: {
    version: 'Stata 19',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation; AEADataEditor/docker-stata',
  },
});
