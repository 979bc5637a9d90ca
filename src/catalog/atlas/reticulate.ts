import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'reticulate',
  title: 'reticulate',
  language: 'r',
  imports: ['reticulate'],
  packages: { cran: ['reticulate'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'reticulate::py_install',
        'reticulate::virtualenv_create',
        'reticulate::virtualenv_install',
        'reticulate::conda_install',
        'reticulate::conda_create',
        'reticulate::install_python',
        'reticulate::install_miniconda',
      ],
      does: 'installs packages or a Python',
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['reticulate::py_require'],
      does: 'fetches packages at the first use of Python',
      unless: [
        { variable: 'RETICULATE_PYTHON', is: /\/.+/ },
        { variable: 'RETICULATE_USE_MANAGED_VENV', is: /no|false|0/i },
      ],
    },
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'reticulate::import',
        'reticulate::py_run_string',
        'reticulate::py_run_file',
        'reticulate::source_python',
        'reticulate::py_config',
        'reticulate::use_python_version',
      ],
      does: 'builds a Python with uv, which it downloads, where none is named',
      unless: [
        { variable: 'RETICULATE_PYTHON', is: /\/.+/ },
        { variable: 'RETICULATE_USE_MANAGED_VENV', is: /no|false|0/i },
        { variable: 'VIRTUAL_ENV', is: /\/.+/ },
        { elsewhere: ['reticulate::use_python', 'reticulate::use_virtualenv', 'reticulate::use_condaenv'] },
      ],
    },
  ],
  settings: [
    {
      name: 'RETICULATE_PYTHON',
      value: '/usr/bin/python3',
      kind: 'switch',
      why: 'reticulate uses this Python and builds no environment',
      needed: true,
    },
    {
      name: 'RETICULATE_USE_MANAGED_VENV',
      value: 'no',
      kind: 'switch',
      why: 'reticulate does not download an environment',
      needed: true,
    },
    {
      name: 'UV_OFFLINE',
      value: '1',
      kind: 'switch',
      why: 'uv, which reticulate starts, does not use the network',
      afterInstall: true,
    },
  ],
  caches: [
    { place: '~/.virtualenvs', movedBy: ['WORKON_HOME', 'RETICULATE_VIRTUALENV_ROOT'] },
    { place: '~/.cache/R/reticulate', movedBy: ['R_USER_CACHE_DIR'] },
  ],
  stage: {
    outside: 'nothing: Python and its packages belong into the image',
    inside:
      'RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install ...; ENV RETICULATE_PYTHON=/opt/venv/bin/python',
  },
  examples: {
    asks: 'library(reticulate)\npy_require("scikit-learn")',
    local: 'library(reticulate)\nnp <- import("numpy")',
    environment: { RETICULATE_PYTHON: '/opt/venv/bin/python' },
  },
  seen: {
    version: 'rstudio/reticulate 1.46.0.9000',
    date: '2026-11-25',
    how: 'source',
    where: 'R/config.R:194-345; R/py_require.R:626-800; R/utils.R:690',
  },
});
