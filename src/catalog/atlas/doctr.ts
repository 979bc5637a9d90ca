import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'doctr',
  title: 'docTR',
  language: 'python',
  imports: ['doctr'],
  packages: { pypi: ['python-doctr'] },
  brings: ['torch', 'torchvision', 'huggingface-hub'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['doctr.models.*'],
      argument: named('pretrained'),
      does: 'downloads weights that are not in its folder',
      unless: [{ filled: 'DOCTR_CACHE_DIR' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['doctr.models.from_hub', 'doctr.models.factory.from_hub'],
      does: 'loads a model from the Hub',
      unless: [hubOffline],
    },
  ],
  settings: [
    {
      name: 'DOCTR_CACHE_DIR',
      value: '/safe_data/doctr',
      kind: 'data',
      why: 'weights are looked for in the data area',
    },
  ],
  caches: [{ place: '~/.cache/doctr/models', movedBy: ['DOCTR_CACHE_DIR'] }],
  stage: {
    outside: 'DOCTR_CACHE_DIR=doctr python -c "from doctr.models import ocr_predictor; ocr_predictor(pretrained=True)"',
    inside:
      'ocr_predictor(pretrained=False) with from_pretrained("/safe_data/x.pt") for each part, or ENV DOCTR_CACHE_DIR=/safe_data/doctr',
  },
  examples: {
    asks: 'from doctr.models import ocr_predictor\np = ocr_predictor(pretrained=True)',
    local: 'from doctr.models import ocr_predictor\np = ocr_predictor(pretrained=False)',
  },
  seen: {
    version: 'python_doctr 1.1.0',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/data.py:28-113; models/factory/hub.py:206-230',
  },
});
