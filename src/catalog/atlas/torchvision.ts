import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'torchvision',
  title: 'torchvision',
  language: 'python',
  imports: ['torchvision'],
  packages: { pypi: ['torchvision'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      // Classes are parts of a model, and bring no weights.
      calls: ['torchvision.models.<function>', 'torchvision.models.*.<function>'],
      argument: at(0, 'weights', 'pretrained'),
      does: 'downloads pretrained weights when they are not in TORCH_HOME',
      unless: [{ filled: 'TORCH_HOME' }],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['torchvision.models.segmentation.<function>', 'torchvision.models.detection.<function>'],
      argument: named('weights_backbone', 'pretrained_backbone'),
      does: 'downloads the weights of the backbone, even with weights=None',
      unless: [{ filled: 'TORCH_HOME' }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['torchvision.models.get_model'],
      argument: named('weights'),
      does: 'downloads pretrained weights when they are not in TORCH_HOME',
      unless: [{ filled: 'TORCH_HOME' }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['CIFAR10', 'CIFAR100', 'MNIST', 'FashionMNIST', 'KMNIST'].map((name) => `torchvision.datasets.${name}`),
      argument: at(4, 'download'),
      does: 'downloads a data set',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['torchvision.datasets.*'],
      argument: named('download'),
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/.cache/torch/hub', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'build the model once with TORCH_HOME=torch and keep torch/hub/checkpoints',
    inside:
      'weights=None and load_state_dict(torch.load("/safe_data/w.pth")), or ENV TORCH_HOME=/safe_data/torch; detection and segmentation also need weights_backbone=None',
  },
  examples: {
    asks: 'from torchvision.models import resnet50, ResNet50_Weights\nm = resnet50(weights=ResNet50_Weights.DEFAULT)',
    local: 'from torchvision.models import resnet50\nm = resnet50(weights=None)',
  },
  seen: {
    version: 'torchvision 0.29.2',
    date: '2026-11-25',
    how: 'source',
    where: 'models/_api.py:90; models/segmentation/deeplabv3.py:231-266; models/detection/faster_rcnn.py:468-568',
  },
});
