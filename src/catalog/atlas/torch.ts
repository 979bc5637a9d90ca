import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'torch',
  title: 'PyTorch',
  language: 'python',
  imports: ['torch'],
  packages: { conda: ['pytorch', 'torch'] },
  brings: ['triton'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['torch.hub.load'],
      argument: named('source'),
      does: 'asks GitHub for a repository, and its hubconf.py may fetch weights',
      unless: [{ argument: named('source'), is: [/^local$/] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['torch.hub.load_state_dict_from_url', 'torch.utils.model_zoo.load_url'],
      does: 'fetches weights when they are not in TORCH_HOME',
      unless: [{ filled: 'TORCH_HOME' }, { argument: at(1, 'model_dir'), is: ['staged'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['torch.hub.download_url_to_file', 'torch.hub.list', 'torch.hub.help'],
      does: 'fetches from the web',
    },
    {
      on: 'default',
      effect: 'asks',
      calls: ['torch.hub.load'],
      argument: named('trust_repo'),
      does: 'asks on the terminal whether to trust a repository that is not listed, which ends a batch job',
      unless: [
        { argument: named('source'), is: [/^local$/] },
        { argument: named('trust_repo'), is: ['true'] },
        { argument: at(0, 'repo_or_dir'), is: [/^(?:pytorch|facebookresearch|facebookincubator|fairinternal)\//] },
      ],
    },
  ],
  settings: [
    {
      name: 'TORCH_HOME',
      value: '/safe_data/torch',
      kind: 'data',
      why: 'torch.hub and torchvision look for weights in the data area',
      needed: true,
    },
    {
      name: 'TORCHINDUCTOR_CACHE_DIR',
      value: '/scratch/torchinductor',
      kind: 'cache',
      why: 'torch.compile writes there',
    },
    {
      name: 'CUDA_CACHE_PATH',
      value: '/scratch/cuda',
      kind: 'cache',
      why: 'the CUDA driver writes compiled kernels there, not in a home directory',
    },
  ],
  caches: [{ place: '~/.cache/torch/hub', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'], argument: at(1, 'model_dir') }],
  hosts: ['download.pytorch.org'],
  stage: {
    outside: 'run the program once with TORCH_HOME=torch and keep torch/hub/checkpoints',
    inside:
      'ENV TORCH_HOME=/safe_data/torch for weights; torch.hub.load("/safe_data/repository", "NAME", source="local") for code',
  },
  note: 'Without a branch torch.hub.load asks GitHub for the default one before it looks into its cache, and it writes trusted_list into TORCH_HOME.',
  examples: {
    asks: 'import torch\nm = torch.hub.load("pytorch/vision", "resnet50")',
    local: 'import torch\nm = torch.hub.load("/safe_data/vision", "resnet50", source="local")',
  },
  seen: {
    version: 'torch 2.15.0',
    date: '2026-11-25',
    how: 'source',
    where: 'hub.py:194-226,276,350-391,463,581,829-898; _inductor/runtime/cache_dir_utils.py:14-35',
  },
});
