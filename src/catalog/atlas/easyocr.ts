import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'easyocr',
  title: 'EasyOCR',
  language: 'python',
  imports: ['easyocr'],
  packages: { pypi: ['easyocr'] },
  brings: ['torch', 'torchvision'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['easyocr.Reader'],
      commands: ['easyocr'],
      does: 'downloads a detector and a recogniser that are not in its folder',
      unless: [
        { argument: named('download_enabled'), is: ['false'] },
        { argument: named('model_storage_directory'), is: ['staged'] },
      ],
    },
  ],
  settings: [
    {
      name: 'EASYOCR_MODULE_PATH',
      value: '/scratch/easyocr',
      kind: 'cache',
      why: 'EasyOCR makes folders there when it starts',
      atImport: true,
      needed: true,
    },
  ],
  caches: [
    {
      place: '~/.EasyOCR/model',
      movedBy: ['EASYOCR_MODULE_PATH', 'MODULE_PATH'],
      argument: named('model_storage_directory'),
    },
  ],
  stage: {
    outside: 'easyocr.Reader(["en"], model_storage_directory="easyocr")',
    inside:
      'easyocr.Reader(["en"], download_enabled=False, model_storage_directory="/safe_data/easyocr", user_network_directory="/scratch/easyocr")',
  },
  examples: {
    asks: 'import easyocr\nr = easyocr.Reader(["en"])',
    local:
      'import easyocr\nr = easyocr.Reader(["en"], download_enabled=False, model_storage_directory="/safe_data/easyocr")',
  },
  seen: {
    version: 'easyocr 1.7.2',
    date: '2026-11-25',
    how: 'source',
    where: 'config.py:6-8; easyocr.py:31-66,174-257',
  },
});
