import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'nltk',
  title: 'NLTK',
  language: 'python',
  imports: ['nltk'],
  packages: { pypi: ['nltk'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['nltk.download', 'nltk.download_shell', 'nltk.download_gui', 'nltk.downloader.*'],
      commands: ['nltk.downloader'],
      does: 'downloads NLTK data',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['nltk.data.load'],
      argument: at(0, 'resource_url'),
      when: [{ argument: at(0, 'resource_url'), is: ['address'] }],
      does: 'reads from an address',
    },
  ],
  settings: [
    {
      name: 'NLTK_DATA',
      value: '/safe_data/nltk_data',
      kind: 'data',
      why: 'NLTK looks for corpora in the data area',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/nltk_data', movedBy: ['NLTK_DATA'], argument: named('download_dir') }],
  stage: {
    outside: 'python -m nltk.downloader -d nltk_data punkt_tab stopwords',
    inside: 'ENV NLTK_DATA=/safe_data/nltk_data, plain files and no links',
  },
  note: 'NLTK 3.10 refuses links that leave its folder, and corpus readers outside nltk.data.path.',
  examples: {
    asks: 'import nltk\nnltk.download("punkt_tab")',
    local: 'from nltk.tokenize import word_tokenize\nw = word_tokenize(text)',
  },
  seen: {
    version: 'nltk 3.10.4',
    date: '2026-11-26',
    how: 'run',
    where: 'data.py:293-300,1731-1782; pathsec.py:41-42,640-680,755-880; tokenize/__init__.py:116',
  },
});
