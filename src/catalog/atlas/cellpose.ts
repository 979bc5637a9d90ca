import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cellpose',
  title: 'Cellpose',
  language: 'python',
  imports: ['cellpose'],
  packages: { pypi: ['cellpose'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'cellpose.models.CellposeModel',
        'cellpose.models.Cellpose',
        'cellpose.denoise.*',
        'cellpose.models.SizeModel',
      ],
      commands: ['cellpose'],
      argument: named('pretrained_model', 'model_type'),
      does: 'downloads a model that is not in its folder',
      unless: [{ filled: 'CELLPOSE_LOCAL_MODELS_PATH' }, { option: '--pretrained_model' }],
    },
  ],
  settings: [
    {
      name: 'CELLPOSE_LOCAL_MODELS_PATH',
      value: '/safe_data/cellpose',
      kind: 'data',
      why: 'models are looked for in the data area',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cellpose/models', movedBy: ['CELLPOSE_LOCAL_MODELS_PATH'] }],
  stage: {
    outside: 'download cpsam_v2 (its page on the Hub has it)',
    inside: 'CellposeModel(pretrained_model="/safe_data/cellpose/cpsam_v2")',
  },
  note: 'It fetches with urlopen, so HF_HUB_OFFLINE does nothing for it.',
  examples: {
    asks: 'from cellpose import models\nm = models.CellposeModel(gpu=True)',
    local: 'from cellpose import models\nm = models.CellposeModel(pretrained_model="/safe_data/cellpose/cpsam_v2")',
  },
  seen: {
    version: 'cellpose 4.2.1.1',
    date: '2026-11-25',
    how: 'source',
    where: 'models.py:26-55,33-45; utils.py:62-74; io.py:77-82',
  },
});
