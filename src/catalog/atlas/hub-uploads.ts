import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

/** Apart from huggingface_hub: these have the method without that import. */
export default defineLibrary({
  name: 'hub-uploads',
  title: 'Models and data sets that are pushed to the Hugging Face Hub',
  language: 'python',
  imports: 'transformers datasets sentence_transformers peft diffusers setfit trl timm tokenizers evaluate'.split(' '),
  packages: { pypi: ['trl'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['*.push_to_hub', 'timm.models.push_to_hf_hub', 'evaluate.push_to_hub', '*.save_to_hub'],
      does: 'sends files to the Hugging Face Hub',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        '*.save_pretrained',
        'transformers.TrainingArguments',
        'transformers.Seq2SeqTrainingArguments',
        'sentence_transformers.SentenceTransformerTrainingArguments',
        'trl.SFTConfig',
        'trl.DPOConfig',
      ],
      when: [{ argument: named('push_to_hub'), is: ['true'] }],
      does: 'sends the model to the Hugging Face Hub',
      uploads: true,
    },
  ],
  stage: { outside: 'push what came out of the TRE', inside: 'model.save_pretrained("/safe_outputs/model")' },
  examples: {
    asks: 'from datasets import Dataset\nd = Dataset.from_dict({"a": [1]})\nd.push_to_hub("org/name")',
    local: 'from datasets import Dataset\nd = Dataset.from_dict({"a": [1]})\nd.save_to_disk("/safe_outputs/d")',
  },
  seen: { version: 'documentation of 2026-11-28', date: '2026-11-28', how: 'documented', where: 'documentation' },
});
