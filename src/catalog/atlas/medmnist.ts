import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'medmnist',
  title: 'MedMNIST',
  language: 'python',
  imports: ['medmnist'],
  packages: { pypi: ['medmnist'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['medmnist.*MNIST*'],
      commands: ['medmnist download'],
      argument: named('download'),
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/.medmnist', movedBy: [], argument: named('root') }],
  writes: [{ place: '~/.medmnist' }],
  stage: { outside: 'python -m medmnist download', inside: 'PathMNIST(split="train", root="/safe_data/medmnist")' },
  note: 'It makes ~/.medmnist when it is imported.',
  examples: {
    asks: 'from medmnist import PathMNIST\nd = PathMNIST(split="train", download=True)',
    local: 'from medmnist import PathMNIST\nd = PathMNIST(split="train", root="/safe_data/medmnist")',
  },
  seen: { version: 'medmnist 3.0.2', date: '2026-11-25', how: 'source', where: 'info.py:8-22; dataset.py:104-106' },
});
