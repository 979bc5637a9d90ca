import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'layoutparser',
  title: 'LayoutParser',
  language: 'python',
  imports: ['layoutparser'],
  packages: { pypi: ['layoutparser'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'layoutparser.Detectron2LayoutModel',
        'layoutparser.AutoLayoutModel',
        'layoutparser.PaddleDetectionLayoutModel',
        'layoutparser.EfficientDetLayoutModel',
      ],
      argument: at(0, 'config_path'),
      does: 'fetches a model by its name',
    },
  ],
  settings: [{ name: 'FVCORE_CACHE', value: '/scratch/fvcore', kind: 'cache', why: 'fetched models are kept there' }],
  caches: [{ place: '~/.torch/iopath_cache', movedBy: ['FVCORE_CACHE'] }],
  stage: {
    outside: 'download config.yml and model.pth',
    inside:
      'Detectron2LayoutModel("/safe_data/config.yml", model_path="/safe_data/model.pth"); take detectron2:// addresses out of the configuration',
  },
  examples: {
    asks: 'import layoutparser as lp\nm = lp.Detectron2LayoutModel("lp://PubLayNet/mask_rcnn_X_101_32x8d_FPN_3x/config")',
    local:
      'import layoutparser as lp\nm = lp.Detectron2LayoutModel("/safe_data/config.yml", model_path="/safe_data/model.pth")',
  },
  seen: {
    version: 'layoutparser 0.3.4',
    date: '2026-11-25',
    how: 'source',
    where: 'models/paddledetection/catalog.py:85-160',
  },
});
