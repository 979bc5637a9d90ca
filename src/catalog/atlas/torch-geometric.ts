import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'torch-geometric',
  title: 'PyTorch Geometric',
  language: 'python',
  imports: ['torch_geometric'],
  packages: { pypi: ['torch-geometric'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['torch_geometric.datasets.*'],
      does: 'downloads a data set that is not in its folder',
      unless: [{ argument: at(0, 'root'), is: ['staged'] }],
    },
    { on: 'always', effect: 'fetches', calls: ['torch_geometric.nn.*from_qm9_pretrained'], does: 'downloads weights' },
    { on: 'always', effect: 'fetches', calls: ['torch_geometric.data.download_url'], does: 'downloads a file' },
  ],
  settings: [{ name: 'PYG_HOME', value: '/scratch/pyg', kind: 'cache', why: 'its own cache' }],
  caches: [{ place: '~/.cache/pyg', movedBy: ['PYG_HOME'], argument: at(0, 'root') }],
  stage: {
    outside: 'Planetoid(root="pyg", name="Cora"), and keep raw AND processed',
    inside: 'Planetoid(root="/safe_data/pyg", name="Cora")',
  },
  examples: {
    asks: 'from torch_geometric.datasets import Planetoid\nd = Planetoid(root="/tmp/x", name="Cora")',
    local: 'from torch_geometric.datasets import Planetoid\nd = Planetoid(root="/safe_data/pyg", name="Cora")',
  },
  seen: {
    version: 'torch_geometric 2.8.1',
    date: '2026-11-25',
    how: 'source',
    where: 'home.py:5-23; data/download.py:47; nn/models/gpse.py:586',
  },
});
