import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cmdstanpy',
  title: 'CmdStanPy',
  language: 'python',
  imports: ['cmdstanpy'],
  packages: { pypi: ['cmdstanpy'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['cmdstanpy.install_cmdstan'],
      commands: ['install_cmdstan'],
      does: 'downloads and builds CmdStan',
    },
  ],
  settings: [
    {
      name: 'CMDSTAN',
      value: '/opt/cmdstan/cmdstan-2.37.0',
      kind: 'data',
      why: 'the CmdStan that the build installed',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cmdstan', movedBy: ['CMDSTAN'], argument: named('dir') }],
  writes: [
    { place: 'beside', calls: ['cmdstanpy.CmdStanModel'], argument: named('stan_file'), unless: [named('exe_file')] },
  ],
  stage: {
    outside: 'nothing: CmdStan belongs into the image',
    inside: 'RUN install_cmdstan --dir /opt/cmdstan and compile the model; CmdStanModel(exe_file="/opt/app/model")',
  },
  note: 'CmdStanModel(stan_file=...) compiles beside the .stan file.',
  examples: {
    asks: 'import cmdstanpy\ncmdstanpy.install_cmdstan()',
    local: 'import cmdstanpy\nm = cmdstanpy.CmdStanModel(exe_file="/opt/app/model")',
  },
  seen: {
    version: 'cmdstanpy 1.3.2',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/cmdstan.py:166-197; __init__.py:13; install_cmdstan.py',
  },
});
