import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'metalhead',
  title: 'Metalhead and Flux',
  language: 'julia',
  imports: ['Metalhead'],
  packages: { julia: ['Metalhead'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['ResNet', 'VGG', 'ViT', 'DenseNet', 'MobileNetv3', 'ConvNeXt', 'EfficientNet', 'Metalhead.*'],
      argument: named('pretrain'),
      does: 'downloads pretrained weights',
    },
  ],
  caches: [{ place: '~/.julia/artifacts', movedBy: ['JULIA_DEPOT_PATH'] }],
  stage: {
    outside: 'nothing: weights belong into the image',
    inside: 'RUN julia -e "using Metalhead; ResNet(50; pretrain=true)", or Flux.loadmodel! from /safe_data',
  },
  examples: {
    asks: 'using Metalhead\nm = Metalhead.ResNet(50; pretrain=true)',
    local: 'using Metalhead\nm = Metalhead.ResNet(50)',
  },
  seen: {
    version: 'FluxML/Metalhead.jl 0.9.6',
    date: '2026-11-25',
    how: 'source',
    where: 'Artifacts.toml; src/pretrain.jl',
  },
});
