import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'fasttext',
  title: 'fastText',
  language: 'python',
  imports: ['fasttext', 'ftlangdetect'],
  packages: { pypi: ['fasttext', 'fasttext-wheel', 'fasttext-langdetect'] },
  triggers: [
    { on: 'always', effect: 'fetches', calls: ['fasttext.util.download_model'], does: 'downloads word vectors' },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['ftlangdetect.detect'],
      does: 'fetches the model of languages when it is first used',
    },
  ],
  stage: {
    outside: 'download cc.en.300.bin or lid.176.bin',
    inside: 'fasttext.load_model("/safe_data/models/cc.en.300.bin")',
  },
  examples: {
    asks: 'import fasttext.util\nfasttext.util.download_model("en")',
    local: 'import fasttext\nm = fasttext.load_model("/safe_data/models/cc.en.300.bin")',
  },
  seen: { version: 'fasttext of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
