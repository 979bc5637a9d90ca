import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'matplotlib',
  title: 'Matplotlib',
  language: 'python',
  imports: ['matplotlib'],
  packages: { pypi: ['matplotlib'] },
  triggers: [],
  settings: [
    {
      name: 'MPLCONFIGDIR',
      value: '/scratch/matplotlib',
      kind: 'cache',
      why: 'Matplotlib writes its font list there',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/matplotlib', movedBy: ['MPLCONFIGDIR', 'XDG_CACHE_HOME'] }],
  stage: { outside: 'nothing', inside: 'ENV MPLCONFIGDIR=/scratch/matplotlib' },
  examples: { local: 'import matplotlib.pyplot as plt\nplt.plot(x)' },
  seen: {
    version: 'matplotlib of 2026-11-25',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation, Environment variables',
  },
});
