import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'julia-pkg',
  title: 'Pkg',
  language: 'julia',
  imports: ['Pkg'],
  packages: { julia: ['Pkg'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'Pkg.add',
        'Pkg.update',
        'Pkg.develop',
        'Pkg.instantiate',
        'Pkg.resolve',
        'Pkg.build',
        'Pkg.test',
        'Pkg.Registry.add',
        'Pkg.up',
      ],
      does: 'installs packages',
      unless: [{ variable: 'JULIA_PKG_OFFLINE', is: /true|1/i }],
    },
  ],
  settings: [
    {
      name: 'JULIA_DEPOT_PATH',
      value: '/scratch/julia:/opt/julia-depot:',
      kind: 'data',
      why: 'packages of the build, and a first place that can be written; the empty last entry keeps the standard library compiled',
      needed: true,
    },
    {
      name: 'JULIA_PKG_OFFLINE',
      value: 'true',
      kind: 'switch',
      why: 'no look at a registry',
      afterInstall: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.julia', movedBy: ['JULIA_DEPOT_PATH'] }],
  hosts: ['pkg.julialang.org'],
  stage: {
    outside: 'nothing: packages belong into the image',
    inside:
      'take the line out: name its packages in install_packages.jl, which the build runs, or in a Project.toml that a RUN instantiates, and only load them here: using NAME',
  },
  note: 'JULIA_PKG_SERVER="" is not offline: git and addresses are then asked directly.',
  examples: { asks: 'using Pkg\nPkg.add("CSV")', local: 'using Pkg\nPkg.activate("/opt/app")' },
  seen: {
    version: 'JuliaLang/Pkg.jl e52498951',
    date: '2026-11-25',
    how: 'source',
    where: 'src/Pkg.jl:40,788-799,981; src/Registry/Registry.jl:222',
  },
});
