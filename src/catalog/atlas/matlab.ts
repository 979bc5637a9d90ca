import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'matlab',
  title: 'MATLAB',
  language: 'program',
  imports: ['matlab', 'matlab-batch', 'mpm'],
  packages: {},
  triggers: [
    { on: 'always', effect: 'installs', commands: ['mpm install'], does: 'installs products' },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'matlab.websave',
        'matlab.webread',
        'matlab.urlread',
        'matlab.urlwrite',
        'matlab.ftp',
        'matlab.sftp',
        'matlab.matlabshared.supportpkg.*',
      ],
      does: 'reads from another machine',
    },
    { on: 'always', effect: 'sends', calls: ['matlab.webwrite'], does: 'sends data to another machine' },
    {
      on: 'always',
      effect: 'installs',
      calls: ['matlab.pkg'],
      when: [
        { argument: at(0), is: [/^(?:install|update)$/] },
        { argument: at(1), is: [/^-forge$/] },
      ],
      does: 'installs packages of Octave from its forge',
    },
    { on: 'always', effect: 'licence-server', commands: ['matlab-batch'], does: 'asks MathWorks for a licence' },
    {
      on: 'always',
      effect: 'licence',
      commands: ['matlab'],
      does: 'asks for a licence when it starts',
      unless: [{ variable: 'MLM_LICENSE_FILE', is: /^\/.*/ }],
    },
  ],
  settings: [
    { name: 'MCR_CACHE_ROOT', value: '/scratch', kind: 'cache', why: 'the runtime unpacks there' },
    { name: 'MATLAB_PREFDIR', value: '/scratch/matlab', kind: 'cache', why: 'preferences are written there' },
    {
      name: 'MW_DDUX_FORCE_ENABLE',
      value: 'false',
      kind: 'switch',
      why: 'no usage reports, which the reference image switches on',
    },
  ],
  caches: [
    { place: '~/.matlab', movedBy: ['MATLAB_PREFDIR'] },
    { place: '~/.mcrCache', movedBy: ['MCR_CACHE_ROOT'] },
  ],
  stage: {
    outside: 'mcc -m app.m',
    inside:
      'the MATLAB Runtime of the same release in the image: it needs no licence; else a licence FILE of the TRE in MLM_LICENSE_FILE',
  },
  examples: {
    asks: 'mpm install --release R2026a',
    local: 'matlab -batch main',
    environment: { MLM_LICENSE_FILE: '/safe_data/matlab.lic' },
  },
  seen: {
    version: 'mathworks-ref-arch/matlab-dockerfile',
    date: '2026-11-25',
    how: 'documented',
    where: 'Dockerfile:78-91; README:43-170; documentation of MathWorks',
  },
});
