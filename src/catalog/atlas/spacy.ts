import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'spacy',
  title: 'spaCy',
  language: 'python',
  imports: ['spacy'],
  packages: { pypi: ['spacy'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['spacy.cli.download', 'spacy.cli.*.download'],
      commands: ['spacy download'],
      does: 'installs a model with pip',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['spacy.cli.validate'],
      commands: ['spacy validate', 'spacy project clone', 'spacy project assets', 'weasel clone', 'weasel assets'],
      does: 'asks GitHub for the table of compatible models',
    },
  ],
  stage: {
    outside: 'nothing: a model is a Python package',
    inside:
      'RUN pip install the model wheel by its release address, with a hash; spacy.load("en_core_web_sm") then needs no network',
  },
  note: 'PIP_NO_INDEX=1 does not stop spacy download, which gives pip an address.',
  examples: {
    asks: 'import spacy\nspacy.cli.download("en_core_web_sm")',
    local: 'import spacy\nn = spacy.load("en_core_web_sm")',
  },
  seen: {
    version: 'spacy 3.8.18',
    date: '2026-11-26',
    how: 'run',
    where: 'cli/download.py:141-188; cli/validate.py:79; about.py:4',
  },
});
