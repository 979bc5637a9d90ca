import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'esm',
  title: 'ESM',
  language: 'python',
  imports: ['esm'],
  packages: { pypi: ['fair-esm', 'esm'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['esm.pretrained.load_model_and_alphabet'],
      argument: at(0, 'model_name'),
      does: 'downloads weights by their name',
      unless: [{ argument: at(0, 'model_name'), is: [/\.pt$/] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'esm.pretrained.esm1*',
        'esm.pretrained.esm2*',
        'esm.pretrained.esmfold*',
        'esm.pretrained.esm_msa*',
        'esm.pretrained.load_model_and_alphabet_hub',
      ],
      does: 'downloads weights when they are not in TORCH_HOME',
      unless: [{ filled: 'TORCH_HOME' }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['esm.models.*from_pretrained'],
      argument: at(0, 'model_name'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
  ],
  caches: [{ place: '~/.cache/torch/hub/checkpoints', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'download the .pt and its regression file',
    inside: 'esm.pretrained.load_model_and_alphabet_local("/safe_data/esm2.pt")',
  },
  examples: {
    asks: 'import esm\nm, a = esm.pretrained.esm2_t33_650M_UR50D()',
    local: 'import esm\nm, a = esm.pretrained.load_model_and_alphabet_local("/safe_data/esm2.pt")',
  },
  seen: { version: 'fair_esm 2.0.0', date: '2026-11-25', how: 'source', where: 'pretrained.py:33-63' },
});
