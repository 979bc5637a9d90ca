import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cmdstanr',
  title: 'CmdStanR',
  language: 'r',
  imports: ['cmdstanr'],
  packages: { cran: ['cmdstanr'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'asks GitHub for the newest CmdStan when it is attached',
      unless: [
        { variable: 'cmdstanr_no_ver_check', is: /true/i },
        { variable: 'CMDSTANR_NO_VER_CHECK', is: /true/i },
        { elsewhere: ['options'], argument: named('cmdstanr_no_ver_check'), is: ['true'] },
      ],
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['cmdstanr::install_cmdstan', 'cmdstanr::check_cmdstan_toolchain', 'cmdstanr::rebuild_cmdstan'],
      does: 'downloads and builds CmdStan',
    },
  ],
  settings: [
    {
      name: 'cmdstanr_no_ver_check',
      value: 'true',
      kind: 'switch',
      why: 'no question to GitHub when it is attached',
      needed: true,
    },
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
    {
      place: 'beside',
      calls: ['cmdstanr::cmdstan_model'],
      argument: at(0, 'stan_file'),
      unless: [named('dir'), named('exe_file')],
    },
  ],
  stage: {
    outside: 'nothing: CmdStan belongs into the image',
    inside: `RUN Rscript -e "cmdstanr::install_cmdstan(dir = '/opt/cmdstan', version = '2.37.0')"; cmdstan_model("/opt/app/m.stan", dir = "/scratch")`,
  },
  note: 'cmdstan_model() writes the executable beside the .stan file.',
  examples: {
    asks: 'library(cmdstanr)',
    local: 'm <- cmdstanr::cmdstan_model("/opt/app/m.stan", dir = "/scratch")',
    environment: { cmdstanr_no_ver_check: 'true' },
  },
  seen: {
    version: 'stan-dev/cmdstanr 0.9.0.9002',
    date: '2026-11-25',
    how: 'source',
    where: 'R/zzz.R:1-40; R/install.R:427; R/model.R:367-370; R/path.R:183',
  },
});
