import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-torchvision',
  title: 'torchvision, torchaudio, luz and tabnet for R',
  language: 'r',
  imports: ['torchvision', 'torchaudio', 'tabnet', 'luz'],
  packages: { cran: ['torchvision', 'torchaudio', 'tabnet', 'luz'] },
  brings: ['r-torch'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['torchvision::model_*'],
      argument: named('pretrained'),
      does: 'downloads pretrained weights',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['torchvision::*_dataset', 'torchaudio::*_dataset'],
      argument: named('download'),
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/.cache/torch', movedBy: [] }],
  stage: {
    outside: 'torch_save(model_resnet18(pretrained = TRUE), "resnet18.pt")',
    inside: 'torch_load("/safe_data/resnet18.pt")',
  },
  examples: {
    asks: 'library(torchvision)\nm <- model_resnet18(pretrained = TRUE)',
    local: 'library(torchvision)\nm <- model_resnet18(pretrained = FALSE)',
  },
  seen: {
    version: 'mlverse/torchvision 0.9.0.9000',
    date: '2026-11-25',
    how: 'source',
    where: 'R/dataset-*.R; R/collection-rf100-doc.R:154',
  },
});
