import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'simpletransformers',
  title: 'Simple Transformers',
  language: 'python',
  imports: ['simpletransformers'],
  packages: { pypi: ['simpletransformers'] },
  brings: ['transformers', 'datasets', 'wandb'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['simpletransformers.*Model'],
      argument: at(1, 'model_name', 'encoder_decoder_name'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
  ],
  writes: [{ place: './outputs', calls: ['simpletransformers.*Model.train_model'], unless: [named('output_dir')] }],
  stage: {
    outside: 'snapshot_download("ORG/NAME", local_dir="models/NAME") with huggingface_hub',
    inside:
      'ClassificationModel("bert", "/safe_data/models/NAME", args={"output_dir": "/safe_outputs/model", "cache_dir": "/scratch/cache"})',
  },
  examples: {
    asks: 'from simpletransformers.classification import ClassificationModel\nm = ClassificationModel("bert", "bert-base-cased")',
    local:
      'from simpletransformers.classification import ClassificationModel\nm = ClassificationModel("bert", "/safe_data/models/bert")',
  },
  seen: {
    version: 'simpletransformers 0.70.8',
    date: '2026-11-25',
    how: 'documented',
    where: 'metadata (wandb is a hard dependency) and documentation',
  },
});
