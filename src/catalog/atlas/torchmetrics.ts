import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'torchmetrics',
  title: 'TorchMetrics and image metrics',
  language: 'python',
  imports: ['torchmetrics', 'lpips', 'cleanfid', 'pytorch_fid'],
  packages: { pypi: ['torchmetrics', 'lpips', 'clean-fid', 'pytorch-fid'] },
  brings: ['torch', 'torchvision'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'torchmetrics.*FrechetInceptionDistance',
        'torchmetrics.*InceptionScore',
        'torchmetrics.*KernelInceptionDistance',
        'torchmetrics.*LearnedPerceptualImagePatchSimilarity',
        'torchmetrics.*CLIPScore',
        'torchmetrics.*BERTScore',
        'lpips.LPIPS',
        'cleanfid.fid.*',
      ],
      does: 'downloads the weights of a network',
      unless: [{ filled: 'TORCH_HOME' }, { argument: named('feature', 'model_name_or_path'), is: ['path'] }],
    },
  ],
  caches: [{ place: '~/.cache/torch/hub/checkpoints', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'run it once with TORCH_HOME=torch',
    inside: 'ENV TORCH_HOME=/safe_data/torch, with the weights in hub/checkpoints',
  },
  examples: {
    asks: 'import lpips\nl = lpips.LPIPS(net="alex")',
    local: 'import torchmetrics\na = torchmetrics.Accuracy(task="binary")',
  },
  seen: { version: 'lpips 0.1', date: '2026-11-25', how: 'documented', where: 'lpips.py:23 and documentation' },
});
