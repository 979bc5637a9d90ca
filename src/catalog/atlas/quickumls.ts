import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'quickumls',
  title: 'QuickUMLS',
  language: 'python',
  imports: ['quickumls'],
  packages: { pypi: ['quickumls'] },
  brings: ['nltk', 'spacy'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['quickumls.QuickUMLS'],
      does: 'fetches NLTK stop words and a spaCy model when they are missing',
      reported: true,
    },
  ],
  stage: {
    outside: 'python -m quickumls.install META DEST, from a licensed UMLS',
    inside: 'QuickUMLS("/safe_data/quickumls"), with NLTK_DATA filled and the spaCy model installed',
  },
  examples: { local: 'import quickumls\nm = quickumls.QuickUMLS("/safe_data/quickumls")' },
  seen: { version: 'README of 2026-11-25', date: '2026-11-25', how: 'reported', where: 'not read in source' },
});
