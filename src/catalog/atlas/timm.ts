import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'timm',
  title: 'timm',
  language: 'python',
  imports: ['timm'],
  packages: { pypi: ['timm'] },
  brings: ['huggingface-hub', 'torchvision'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['timm.create_model', 'timm.models.create_model'],
      argument: at(1, 'pretrained'),
      does: 'downloads pretrained weights from the Hub',
      unless: [
        { argument: named('pretrained_cfg_overlay'), is: ['given'] },
        { argument: at(0, 'model_name'), is: [/^local-dir:/] },
        { argument: named('checkpoint_path'), is: ['path'] },
        hubOffline,
      ],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['timm.create_model'],
      when: [{ argument: at(0, 'model_name'), is: [/^hf[-_]hub:/] }],
      does: 'asks the Hub for the configuration of a model',
      unless: [hubOffline],
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('cache_dir'),
    },
  ],
  stage: {
    outside: 'hf_hub_download("timm/NAME", "model.safetensors")',
    inside: 'timm.create_model("NAME", pretrained=True, pretrained_cfg_overlay=dict(file="/safe_data/w.safetensors"))',
  },
  examples: {
    asks: 'import timm\nm = timm.create_model("resnet50", pretrained=True)',
    local:
      'import timm\nm = timm.create_model("resnet50", pretrained=True, pretrained_cfg_overlay=dict(file="/safe_data/w.safetensors"))',
  },
  seen: { version: 'timm 1.0.31', date: '2026-11-25', how: 'source', where: 'models/_hub.py:56-165,242-336' },
});
