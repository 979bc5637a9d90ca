import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'torchxrayvision',
  title: 'TorchXRayVision',
  language: 'python',
  imports: ['torchxrayvision'],
  packages: { pypi: ['torchxrayvision'] },
  brings: ['torchvision'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'torchxrayvision.models.DenseNet',
        'torchxrayvision.models.ResNet',
        'torchxrayvision.autoencoders.ResNetAE',
      ],
      argument: named('weights'),
      does: 'downloads weights into the home directory',
      unless: [{ argument: named('cache_dir'), is: ['staged'] }],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['torchxrayvision.baseline_models.<Class>', 'torchxrayvision.baseline_models.*.<Class>'],
      argument: named('cache_dir'),
      does: 'downloads weights into the home directory',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['torchxrayvision.datasets.*'],
      argument: named('download'),
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/.torchxrayvision/models_data', movedBy: [], argument: named('cache_dir') }],
  stage: {
    outside: 'DenseNet(weights="densenet121-res224-all", cache_dir="xrv")',
    inside: 'DenseNet(weights="densenet121-res224-all", cache_dir="/safe_data/xrv")',
  },
  note: 'No variable moves its folder.',
  examples: {
    asks: 'import torchxrayvision as xrv\nm = xrv.models.DenseNet(weights="densenet121-res224-all")',
    local:
      'import torchxrayvision as xrv\nm = xrv.models.DenseNet(weights="densenet121-res224-all", cache_dir="/safe_data/xrv")',
  },
  seen: {
    version: 'torchxrayvision 1.5.7',
    date: '2026-11-25',
    how: 'source',
    where: 'utils.py:14-15; models.py:543-575; baseline_models',
  },
});
