import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'nnunetv2',
  title: 'nnU-Net',
  language: 'python',
  imports: ['nnunetv2'],
  packages: { pypi: ['nnunetv2'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['nnUNetv2_download_pretrained_model_by_url'],
      does: 'downloads a pretrained model',
    },
  ],
  settings: [
    {
      name: 'nnUNet_results',
      value: '/safe_data/nnUNet_results',
      kind: 'data',
      why: 'models are looked for in the data area',
      needed: true,
    },
    { name: 'nnUNet_raw', value: '/safe_data/nnUNet_raw', kind: 'data', why: 'data sets of a training', needed: true },
    {
      name: 'nnUNet_preprocessed',
      value: '/scratch/nnUNet_preprocessed',
      kind: 'cache',
      why: 'written when a training is planned',
      needed: true,
    },
  ],
  stage: {
    outside: 'nnUNetv2_export_model_to_zip, or the zip of the model',
    inside: 'unzip it into /safe_data/nnUNet_results; prediction then needs no network',
  },
  examples: {
    asks: 'nnUNetv2_download_pretrained_model_by_url https://example.org/model.zip',
    local: 'from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor\np = nnUNetPredictor()',
  },
  seen: {
    version: 'nnunetv2 2.8.1',
    date: '2026-11-25',
    how: 'source',
    where: 'paths.py:15-60; model_sharing/model_download.py:11-34; entry_points.txt',
  },
});
