import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'textblob',
  title: 'TextBlob',
  language: 'python',
  imports: ['textblob'],
  packages: { pypi: ['textblob'] },
  brings: ['nltk'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['textblob.download_corpora.*'],
      commands: ['textblob.download_corpora'],
      does: 'downloads NLTK data',
    },
  ],
  stage: {
    outside: 'python -m nltk.downloader -d nltk_data punkt_tab averaged_perceptron_tagger_eng brown',
    inside: 'ENV NLTK_DATA=/safe_data/nltk_data',
  },
  examples: {
    asks: 'python -m textblob.download_corpora',
    local: 'from textblob import TextBlob\nw = TextBlob(text).words',
  },
  seen: { version: 'textblob 0.20.1', date: '2026-11-26', how: 'run', where: 'documentation' },
});
