import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'scvi-tools',
  title: 'scvi-tools',
  language: 'python',
  imports: ['scvi'],
  packages: { pypi: ['scvi-tools'] },
  brings: ['lightning', 'torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'scvi.data.pbmcs_10x_cite_seq',
        'scvi.data.pbmc_dataset',
        'scvi.data.pbmc_seurat_v4_cite_seq',
        'scvi.data.heart_cell_atlas_subsampled',
        'scvi.data.spleen_lymph_cite_seq',
        'scvi.data.purified_pbmc_dataset',
        'scvi.data.brainlarge_dataset',
        'scvi.data.cortex',
        'scvi.data.dataset_10x',
        'scvi.data.retina',
        'scvi.data.smfish',
      ],
      does: 'downloads a data set',
      unless: [{ argument: named('save_path'), is: ['staged'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['scvi.hub.HubModel.pull_from_huggingface_hub', 'scvi.hub.HubModel.pull_from_s3'],
      does: 'loads a model from the Hub or S3',
    },
  ],
  stage: {
    outside: 'model.save("models/scvi")',
    inside: 'SCVI.load("/safe_data/models/scvi", adata=adata); scvi.settings.logging_dir = "/scratch/scvi"',
  },
  examples: {
    asks: 'import scvi\na = scvi.data.heart_cell_atlas_subsampled()',
    local: 'import scvi\nm = scvi.model.SCVI.load("/safe_data/models/scvi", adata=adata)',
  },
  seen: {
    version: 'scvi_tools 1.4.2',
    date: '2026-11-25',
    how: 'source',
    where: 'hub/_model.py:239-344,604; data/_datasets.py:35-73; data/_download.py:23-64',
  },
});
