import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

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
      calls: ['stata.ssc', 'stata.net', 'stata.github'],
      when: [{ argument: at(0), is: [/^(?:inst(?:all)?|from|get|cd|link|sj|stb|desc(?:ribe)?|hot|new|type|copy)$/] }],
      does: 'installs or asks for packages on the network',
      unless: [{ argument: named('from'), is: ['path'] }],
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['stata.adoupdate'],
      does: 'looks for newer packages on the network',
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['stata.ado', 'stata.update'],
      when: [{ argument: at(0), is: [/^(?:update|all|from|query|executable|ado)$/] }],
      does: 'looks for newer packages on the network',
    },
    { on: 'always', effect: 'fetches', calls: ['stata.webuse'], does: 'reads a data set from stata-press.com' },
  ],
  settings: [{ name: 'STATATMP', value: '/scratch', kind: 'cache', why: 'temporary files are written there' }],
  caches: [{ place: '~/ado/plus', movedBy: ['S_ADO'] }],
  hosts: ['fmwww.bc.edu', 'stata.com', 'stata-press.com'],
  stage: {
    outside: 'keep the ado files with the code: SSC has no versions',
    inside:
      'COPY them to /opt/ado/plus, and sysdir set PLUS "/opt/ado/plus" in the do-file; the licence is a file that the TRE has',
  },
  note: 'Commands such as use, copy and import take an address as well as a file.',
  examples: { asks: 'ssc install estout', local: 'sysdir set PLUS "/opt/ado/plus"\nuse "/safe_data/a.dta", clear' },
  seen: {
    version: 'Stata 19',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation of ssc, net, ado update and webuse; AEADataEditor/docker-stata',
  },
});
