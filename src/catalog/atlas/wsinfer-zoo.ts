import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'wsinfer-zoo',
  title: 'WSInfer Zoo',
  language: 'python',
  imports: ['wsinfer_zoo'],
  packages: { pypi: ['wsinfer-zoo'] },
  brings: ['huggingface-hub'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['wsinfer_zoo.client.load_registry', 'wsinfer_zoo.load_registry'],
      does: 'fetches the list of models from the Hub',
      unless: [{ argument: at(0, 'registry_file'), is: ['given'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'wsinfer_zoo.client.load_torchscript_model_from_hf',
        'wsinfer_zoo.client.load_weights_from_hf',
        '*.load_model_torchscript',
      ],
      does: 'downloads a model from the Hub',
    },
  ],
  writes: [{ place: '~/.wsinfer-zoo' }],
  caches: [{ place: '~/.wsinfer-zoo', movedBy: [] }],
  hosts: ['huggingface.co'],
  stage: {
    outside:
      'wsinfer_zoo.client.load_registry(), then fetch the model and keep its torchscript_model.pt and config.json',
    inside: 'torch.jit.load("/safe_data/models/torchscript_model.pt")',
  },
  examples: {
    asks: 'from wsinfer_zoo.client import load_registry\nr = load_registry()',
    local: 'from wsinfer_zoo.client import load_registry\nr = load_registry("/safe_data/models/registry.json")',
  },
  seen: {
    version: '0.6.3',
    date: '2026-11-28',
    how: 'source',
    where: 'wsinfer_zoo/client.py:26-29,188-220,241-249,288-312',
  },
});
