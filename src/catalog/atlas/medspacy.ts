import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'medspacy',
  title: 'medspaCy',
  language: 'python',
  imports: ['medspacy'],
  packages: { pypi: ['medspacy'] },
  brings: ['spacy'],
  triggers: [],
  stage: {
    outside: 'build the UMLS files outside: their licence forbids to ship them',
    inside:
      'RUN pip install the spaCy model; medspacy.load(quickumls_path="/safe_data/quickumls") where QuickUMLS is used',
  },
  examples: { local: 'import medspacy\nnlp = medspacy.load()' },
  seen: { version: 'medspacy 1.0.0', date: '2026-11-25', how: 'source', where: 'util.py:26-221' },
});
