import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'julia-conda',
  title: 'PyCall, PythonCall and CondaPkg',
  language: 'julia',
  imports: ['Conda', 'PyCall', 'PyPlot', 'PythonCall', 'CondaPkg'],
  packages: { julia: ['Conda', 'PyCall', 'PyPlot', 'PythonCall', 'CondaPkg'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'Conda.add',
        'CondaPkg.add',
        'CondaPkg.resolve',
        'CondaPkg.add_pip',
        'pyimport_conda',
        'PyCall.pyimport_conda',
      ],
      does: 'installs Python packages',
      unless: [{ variable: 'JULIA_CONDAPKG_OFFLINE', is: /yes|true|1/i }],
    },
  ],
  settings: [
    {
      name: 'JULIA_CONDAPKG_BACKEND',
      value: 'Null',
      kind: 'switch',
      why: 'CondaPkg installs nothing',
      afterInstall: true,
    },
    { name: 'JULIA_PYTHONCALL_EXE', value: '/opt/venv/bin/python', kind: 'switch', why: 'the Python in the image' },
  ],
  caches: [{ place: '~/.julia/conda', movedBy: ['CONDA_JL_HOME', 'JULIA_DEPOT_PATH'] }],
  stage: {
    outside: 'nothing: Python belongs into the image',
    inside:
      'ENV JULIA_CONDAPKG_BACKEND=Null JULIA_PYTHONCALL_EXE=/opt/venv/bin/python, or RUN julia -e "using CondaPkg; CondaPkg.resolve()"',
  },
  examples: {
    asks: 'using Conda\nConda.add("numpy")',
    local: 'using PythonCall',
    environment: { JULIA_CONDAPKG_BACKEND: 'Null' },
  },
  seen: {
    version: 'PyCall.jl 1.96.4, CondaPkg.jl 0.2.36',
    date: '2026-11-25',
    how: 'source',
    where: 'deps/build.jl:45-90; src/pyinit.jl:157-180; src/CondaPkg.jl:82-134; src/resolve.jl:821-971',
  },
});
