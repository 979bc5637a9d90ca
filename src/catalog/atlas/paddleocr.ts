import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'paddleocr',
  title: 'PaddleOCR and PaddleX',
  language: 'python',
  imports: ['paddleocr', 'paddlex'],
  packages: { pypi: ['paddleocr', 'paddlex'] },
  brings: ['huggingface-hub', 'modelscope'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'paddleocr.PaddleOCR',
        'paddleocr.PPStructure*',
        'paddleocr.PPChatOCR*',
        'paddleocr.DocPreprocessor',
        'paddlex.create_pipeline',
        'paddlex.create_model',
      ],
      commands: ['paddleocr', 'paddlex'],
      does: 'asks four hosts whether they are up, then downloads models',
      unless: [
        {
          argument: named(
            'text_detection_model_dir',
            'text_recognition_model_dir',
            'det_model_dir',
            'rec_model_dir',
            'model_dir',
            'pipeline',
            'paddlex_config',
          ),
          is: ['path'],
        },
      ],
    },
  ],
  settings: [
    {
      name: 'PADDLE_PDX_CACHE_HOME',
      value: '/scratch/paddlex',
      kind: 'cache',
      why: 'locks and results are written there',
    },
    {
      name: 'PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK',
      value: 'True',
      kind: 'switch',
      why: 'no question which host is up',
    },
  ],
  caches: [{ place: '~/.paddlex', movedBy: ['PADDLE_PDX_CACHE_HOME'] }],
  stage: {
    outside: 'run it once and keep ~/.paddlex/official_models',
    inside:
      'PaddleOCR(text_detection_model_dir="/safe_data/...", text_recognition_model_dir="/safe_data/...") and every other *_model_dir',
  },
  examples: {
    asks: 'from paddleocr import PaddleOCR\no = PaddleOCR(lang="en")',
    local:
      'from paddleocr import PaddleOCR\no = PaddleOCR(text_detection_model_dir="/safe_data/det", text_recognition_model_dir="/safe_data/rec", use_doc_orientation_classify=False)',
  },
  seen: {
    version: 'paddlex 3.7.2, paddleocr 3.7.0',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/cache.py:28-33; utils/flags.py:49-99; inference/utils/official_models.py:885-960',
  },
});
