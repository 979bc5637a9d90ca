import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'spacyr',
  title: 'spacyr',
  language: 'r',
  imports: ['spacyr'],
  packages: { cran: ['spacyr'] },
  brings: ['reticulate', 'spacy'],
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['spacyr::spacy_install', 'spacyr::spacy_download_langmodel', 'spacyr::spacy_upgrade'],
      does: 'installs spaCy or a model',
    },
  ],
  caches: [{ place: '~/.virtualenvs/r-spacyr', movedBy: ['WORKON_HOME'] }],
  stage: {
    outside: 'nothing: spaCy and its model belong into the image',
    inside: 'RUN python3 -m venv /opt/venv with spacy and the model wheel; ENV RETICULATE_PYTHON=/opt/venv/bin/python',
  },
  examples: {
    asks: 'library(spacyr)\nspacy_install()',
    local: 'library(spacyr)\nspacy_initialize(model = "en_core_web_sm")',
    environment: { RETICULATE_PYTHON: '/opt/venv/bin/python' },
  },
  seen: {
    version: 'quanteda/spacyr 1.3.1',
    date: '2026-11-25',
    how: 'source',
    where: 'R/spacy_initialize.R:29-37; R/spacy_install.R:61-125',
  },
});
