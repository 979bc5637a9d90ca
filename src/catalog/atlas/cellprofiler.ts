import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cellprofiler',
  title: 'CellProfiler and ilastik',
  language: 'program',
  imports: ['cellprofiler', 'run_ilastik.sh'],
  packages: { pypi: ['cellprofiler'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['cellprofiler -p http', 'cellprofiler -p https'],
      does: 'reads a pipeline from an address',
      reported: true,
    },
  ],
  caches: [{ place: '~/.cache/bioimageio', movedBy: ['BIOIMAGEIO_CACHE_PATH'] }],
  stage: {
    outside: 'save the project with its model',
    inside: 'cellprofiler -c -r -p /opt/app/x.cppipe -i /safe_data/images -o /safe_outputs -t /scratch',
  },
  examples: { local: 'cellprofiler -c -r -p /opt/app/x.cppipe -i /safe_data -o /safe_outputs' },
  seen: {
    version: 'CellProfiler 5b9c361fc, ilastik 1.4.2',
    date: '2026-11-25',
    how: 'source',
    where: 'src/frontend/cellprofiler/gui/app.py:18-104; ilastik/applets/neuralNetwork/bioimageiodl.py:72-109',
  },
});
