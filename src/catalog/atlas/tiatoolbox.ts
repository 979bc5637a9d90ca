import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'tiatoolbox',
  title: 'TIAToolbox',
  language: 'python',
  imports: ['tiatoolbox'],
  packages: { pypi: ['tiatoolbox'] },
  brings: ['timm', 'huggingface-hub', 'torchvision'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'tiatoolbox.models.*PatchPredictor',
        'tiatoolbox.models.*SemanticSegmentor',
        'tiatoolbox.models.*NucleusInstanceSegmentor',
        'tiatoolbox.models.*MultiTaskSegmentor',
        'tiatoolbox.models.*DeepFeatureExtractor',
      ],
      argument: named('pretrained_weights', 'weights'),
      does: 'downloads weights from the Hub',
      unless: [hubOffline],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['tiatoolbox.models.architecture.get_pretrained_model', 'tiatoolbox.data.*'],
      does: 'downloads weights or sample slides',
      unless: [{ argument: named('pretrained_weights'), is: ['path'] }, hubOffline],
    },
  ],
  caches: [{ place: '~/.tiatoolbox', movedBy: [] }],
  stage: {
    outside: 'download the weights (their page on the Hub has them)',
    inside: 'PatchPredictor(model="resnet18-kather100k", weights="/safe_data/models/w.pth")',
  },
  examples: {
    asks: 'from tiatoolbox.models.engine.patch_predictor import PatchPredictor\np = PatchPredictor("resnet18-kather100k")',
    local:
      'from tiatoolbox.models.engine.patch_predictor import PatchPredictor\np = PatchPredictor("resnet18-kather100k", pretrained_weights="/safe_data/models/w.pth")',
  },
  seen: {
    version: 'tiatoolbox 2.1.3',
    date: '2026-11-25',
    how: 'source',
    where: '__init__.py:74-102; models/architecture/__init__.py:24-58',
  },
});
