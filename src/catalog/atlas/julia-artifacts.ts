import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'julia-artifacts',
  title: 'Artifacts',
  language: 'julia',
  imports: ['LazyArtifacts', 'Artifacts'],
  packages: { julia: ['LazyArtifacts'] },
  triggers: [{ on: 'start', effect: 'fetches', does: 'downloads lazy artifacts at their first use', reported: true }],
  caches: [{ place: '~/.julia/artifacts', movedBy: ['JULIA_DEPOT_PATH'] }],
  stage: {
    outside: 'nothing: artifacts belong into the image',
    inside: 'use every lazy artifact once in a RUN; JULIA_PKG_OFFLINE does not stop them',
  },
  examples: { local: 'using Artifacts' },
  seen: {
    version: 'JuliaLang/Pkg.jl e52498951',
    date: '2026-11-25',
    how: 'source',
    where: 'src/Artifacts.jl has no test of OFFLINE_MODE',
  },
});
