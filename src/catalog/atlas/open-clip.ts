import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'open-clip',
  title: 'OpenCLIP',
  language: 'python',
  imports: ['open_clip'],
  packages: { pypi: ['open-clip-torch', 'open_clip_torch'] },
  brings: ['timm', 'huggingface-hub', 'torchvision'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'open_clip.create_model_and_transforms',
        'open_clip.create_model',
        'open_clip.create_model_from_pretrained',
      ],
      argument: at(1, 'pretrained'),
      does: 'downloads pretrained weights',
      unless: [hubOffline],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'open_clip.create_model_and_transforms',
        'open_clip.create_model',
        'open_clip.create_model_from_pretrained',
        'open_clip.get_tokenizer',
      ],
      when: [{ argument: at(0, 'model_name'), is: [/^hf-hub:/] }],
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
  ],
  caches: [{ place: '~/.cache/clip', movedBy: [], argument: named('cache_dir') }],
  stage: {
    outside: 'download the checkpoint (open_clip_model.safetensors)',
    inside:
      'create_model_and_transforms("ViT-B-32", pretrained="/safe_data/models/open_clip_model.safetensors"), or the name "local-dir:/safe_data/models/NAME"',
  },
  examples: {
    asks: 'import open_clip\nm = open_clip.create_model_and_transforms("ViT-B-32", pretrained="laion2b_s34b_b79k")',
    local:
      'import open_clip\nm = open_clip.create_model_and_transforms("ViT-B-32", pretrained="/safe_data/models/vit.safetensors")',
  },
  seen: {
    version: 'open_clip_torch 3.3.0',
    date: '2026-11-25',
    how: 'source',
    where: 'pretrained.py:793-830,871-914; factory.py:71-141,280-332',
  },
});
