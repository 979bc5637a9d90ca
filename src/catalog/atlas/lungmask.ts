import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'lungmask',
  title: 'lungmask',
  language: 'python',
  imports: ['lungmask'],
  packages: { pypi: ['lungmask'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['lungmask.LMInferer', 'lungmask.mask.LMInferer'],
      commands: ['lungmask'],
      argument: named('modelpath'),
      does: 'downloads weights when they are not in TORCH_HOME',
      unless: [{ filled: 'TORCH_HOME' }, { option: '--modelpath' }],
    },
  ],
  caches: [{ place: '~/.cache/torch/hub', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'run it once with TORCH_HOME=torch',
    inside: 'LMInferer(modelpath="/safe_data/models/unet_r231.pth"), or ENV TORCH_HOME=/safe_data/torch',
  },
  examples: {
    asks: 'from lungmask import LMInferer\ni = LMInferer()',
    local: 'from lungmask import LMInferer\ni = LMInferer(modelpath="/safe_data/models/unet_r231.pth")',
  },
  seen: { version: 'lungmask 0.2.22', date: '2026-11-25', how: 'source', where: 'mask.py:50' },
});
