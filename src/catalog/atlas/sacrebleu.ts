import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'sacrebleu',
  title: 'sacreBLEU',
  language: 'python',
  imports: ['sacrebleu'],
  packages: { pypi: ['sacrebleu'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['sacrebleu.get_source_file', 'sacrebleu.get_reference_files', 'sacrebleu.utils.get_source_file'],
      commands: ['sacrebleu -t', 'sacrebleu --test-set'],
      does: 'fetches a test set',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['sacrebleu.metrics.BLEU', 'sacrebleu.BLEU', 'sacrebleu.corpus_bleu'],
      when: [{ argument: named('tokenize'), is: [/^(?:spm|flores)/] }],
      does: 'fetches a SentencePiece model',
    },
  ],
  settings: [
    {
      name: 'SACREBLEU',
      value: '/safe_data/sacrebleu',
      kind: 'data',
      why: 'test sets are looked for in the data area',
    },
  ],
  caches: [{ place: '~/.sacrebleu', movedBy: ['SACREBLEU'] }],
  stage: {
    outside: 'SACREBLEU=sacrebleu sacrebleu -t wmt17 -l de-en --echo src',
    inside: 'BLEU(tokenize="13a") with references from /safe_data',
  },
  examples: {
    asks: 'import sacrebleu\nf = sacrebleu.get_source_file("wmt17", "de-en")',
    local: 'import sacrebleu\nb = sacrebleu.corpus_bleu(hypotheses, [references])',
  },
  seen: {
    version: 'sacrebleu 2.6.0',
    date: '2026-11-26',
    how: 'run',
    where: 'utils.py:25-26; calls from the documentation',
  },
});
