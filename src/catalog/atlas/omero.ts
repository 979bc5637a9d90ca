import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'omero',
  title: 'OMERO',
  language: 'python',
  imports: ['omero', 'ezomero'],
  packages: { pypi: ['omero-py', 'ezomero'], conda: ['omero-py', 'ezomero'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['omero.gateway.BlitzGateway', 'omero.client', 'ezomero.connect'],
      does: 'logs in to an OMERO server and loads images from there',
    },
    { on: 'always', effect: 'fetches', commands: ['omero login', 'omero download'], does: 'asks an OMERO server' },
  ],
  stage: { outside: 'omero download Image:1 data', inside: 'read the images from /safe_data' },
  examples: {
    asks: 'from omero.gateway import BlitzGateway\nc = BlitzGateway("u", "p", host="omero.example.org")',
    local: 'import tifffile\ni = tifffile.imread("/safe_data/a.tif")',
  },
  seen: { version: 'omero-py 5.23.0', date: '2026-11-26', how: 'source', where: 'omero/gateway/__init__.py:1500,2183' },
});
