import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'celltypist',
  title: 'CellTypist',
  language: 'python',
  imports: ['celltypist'],
  packages: { pypi: ['celltypist'] },
  brings: ['scanpy'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['celltypist.annotate'],
      argument: at(1, 'model'),
      does: 'downloads the index and all models when its folder holds none',
      unless: [{ filled: 'CELLTYPIST_FOLDER' }],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['celltypist.models.Model.load', 'celltypist.Model.load'],
      argument: at(0, 'model'),
      does: 'downloads the index and all models when its folder holds none',
      unless: [{ filled: 'CELLTYPIST_FOLDER' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'celltypist.models.download_models',
        'celltypist.models.download_model_index',
        'celltypist.models.models_description',
      ],
      commands: ['celltypist --update-models'],
      does: 'downloads models',
    },
  ],
  settings: [
    {
      name: 'CELLTYPIST_FOLDER',
      value: '/scratch/celltypist',
      kind: 'cache',
      why: 'CellTypist makes folders there when it is imported',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.celltypist/data/models', movedBy: ['CELLTYPIST_FOLDER'] }],
  writes: [{ place: '~/.celltypist', movedBy: ['CELLTYPIST_FOLDER'] }],
  stage: {
    outside: 'celltypist.models.download_models(model="Immune_All_Low.pkl"), then keep the .pkl',
    inside:
      'celltypist.annotate(adata, model="/safe_data/models/Immune_All_Low.pkl"): a path with a slash is taken as it is',
  },
  examples: {
    asks: 'import celltypist\np = celltypist.annotate(adata)',
    local: 'import celltypist\np = celltypist.annotate(adata, model="/safe_data/models/Immune_All_Low.pkl")',
  },
  seen: {
    version: 'celltypist 1.7.1',
    date: '2026-11-25',
    how: 'source',
    where: 'models.py:16-20,39,95-100,387-471,490-510',
  },
});
