import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pyvista',
  title: 'PyVista',
  language: 'python',
  imports: ['pyvista'],
  packages: { pypi: ['pyvista'] },
  brings: ['pooch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['pyvista.examples.download_*', 'pyvista.examples.downloads.*'],
      does: 'downloads an example',
      unless: [{ filled: 'PYVISTA_VTK_DATA' }],
    },
  ],
  caches: [{ place: '~/.cache/pyvista', movedBy: ['PYVISTA_USERDATA_PATH', 'XDG_CACHE_HOME'] }],
  stage: { outside: 'use your own meshes', inside: 'pyvista.read("/safe_data/x.vtk")' },
  examples: {
    asks: 'from pyvista import examples\nm = examples.download_bunny()',
    local: 'import pyvista\nm = pyvista.read("/safe_data/x.vtk")',
  },
  seen: { version: 'pyvista 0.49.1', date: '2026-11-25', how: 'source', where: 'examples/downloads.py:92-210' },
});
