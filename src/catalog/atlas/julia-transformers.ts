import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'julia-transformers',
  title: 'Transformers for Julia',
  language: 'julia',
  imports: ['Transformers', 'HuggingFaceApi'],
  packages: { julia: ['Transformers', 'HuggingFaceApi'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'Transformers.HuggingFace.load_model',
        'Transformers.HuggingFace.load_tokenizer',
        'Transformers.HuggingFace.load_config',
        'load_model',
        'load_tokenizer',
        'load_config',
      ],
      does: 'asks the Hub, even for what is cached',
      unless: [{ argument: named('local_files_only'), is: ['true'] }],
    },
  ],
  stage: { outside: 'load once with the depot of the image', inside: 'load_model("ORG/NAME"; local_files_only=true)' },
  note: 'It does not read HF_HUB_OFFLINE.',
  examples: {
    asks: 'using Transformers.HuggingFace\nm = load_model("bert-base-uncased")',
    local: 'using Transformers.HuggingFace\nm = load_model("bert-base-uncased"; local_files_only=true)',
  },
  seen: {
    version: 'chengchingwen/Transformers.jl 0.3.1',
    date: '2026-11-25',
    how: 'source',
    where: 'src/huggingface/configs/auto.jl:2-10; download.jl:35-41',
  },
});
