import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'monai',
  title: 'MONAI',
  language: 'python',
  imports: ['monai'],
  packages: { pypi: ['monai', 'monai-weekly'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'monai.bundle.download',
        'monai.bundle.*.download',
        'monai.bundle.download_large_files',
        'monai.apps.download_and_extract',
        'monai.apps.download_url',
        'monai.apps.utils.download_*',
      ],
      commands: ['monai.bundle download', 'monai.bundle download_large_files'],
      does: 'downloads a bundle or data set',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['monai.bundle.load', 'monai.bundle.*.load'],
      does: 'downloads the bundle that is not in its folder',
      unless: [{ argument: named('bundle_dir'), is: ['staged'] }, { filled: 'TORCH_HOME' }],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['monai.networks.nets.EfficientNetBN', 'monai.networks.nets.EfficientNetBNFeatures'],
      argument: named('pretrained'),
      does: 'downloads pretrained weights, which is the default',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['monai.networks.nets.*'],
      argument: named('pretrained'),
      does: 'downloads pretrained weights',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['monai.apps.*Dataset'],
      argument: named('download'),
      does: 'downloads a data set',
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['monai.losses.PerceptualLoss'],
      argument: named('pretrained'),
      does: 'downloads the weights of a network',
      unless: [{ filled: 'TORCH_HOME' }],
    },
  ],
  caches: [
    { place: '~/.cache/torch/hub/bundle', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'], argument: named('bundle_dir') },
  ],
  stage: {
    outside: 'python -m monai.bundle download NAME --bundle_dir bundles',
    inside: 'monai.bundle.load("NAME", bundle_dir="/safe_data/bundles"); pretrained=False for networks',
  },
  examples: {
    asks: 'from monai.bundle import download\ndownload(name="spleen_ct_segmentation", bundle_dir="/scratch")',
    local: 'from monai.bundle import load\nm = load("spleen_ct_segmentation", bundle_dir="/safe_data/bundles")',
  },
  seen: {
    version: 'monai 1.6.1',
    date: '2026-11-25',
    how: 'source',
    where:
      'bundle/scripts.py:68,199-302,440-621,717-737,1112; networks/nets/efficientnet.py:483; nets/resnet.py:653-661; losses/perceptual.py:127-345',
  },
});
