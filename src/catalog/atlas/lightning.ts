import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'lightning',
  title: 'Lightning',
  language: 'python',
  imports: ['lightning', 'pytorch_lightning', 'lightning_fabric'],
  packages: { pypi: ['lightning', 'pytorch-lightning'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'lightning.*loggers.WandbLogger',
        'lightning.*loggers.CometLogger',
        'lightning.*loggers.NeptuneLogger',
        'pytorch_lightning.loggers.WandbLogger',
        'pytorch_lightning.loggers.CometLogger',
        'pytorch_lightning.loggers.NeptuneLogger',
      ],
      does: 'logs to a web service',
      unless: [
        { argument: named('offline'), is: ['true'] },
        { variable: 'WANDB_MODE', is: /offline|disabled/ },
        { argument: named('mode'), is: [/^offline$/] },
      ],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['*.load_from_checkpoint'],
      argument: at(0, 'checkpoint_path'),
      when: [{ argument: at(0, 'checkpoint_path'), is: ['address'] }],
      does: 'loads a checkpoint from an address',
    },
  ],
  writes: [
    {
      place: './lightning_logs',
      calls: ['lightning.Trainer', 'lightning.pytorch.Trainer', 'pytorch_lightning.Trainer'],
      unless: [named('default_root_dir'), named('logger')],
    },
  ],
  stage: {
    outside: 'nothing',
    inside: 'Trainer(default_root_dir="/safe_outputs/run"), with CSVLogger or TensorBoardLogger',
  },
  examples: {
    asks: 'from lightning.pytorch.loggers import WandbLogger\nl = WandbLogger(project="x")',
    local: 'from lightning.pytorch.loggers import CSVLogger\nl = CSVLogger("/safe_outputs/run")',
  },
  seen: { version: 'lightning 2.6.6', date: '2026-11-25', how: 'source', where: 'fabric/utilities/cloud_io.py:66' },
});
