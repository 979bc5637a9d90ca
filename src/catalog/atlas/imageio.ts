import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'imageio',
  title: 'ImageIO',
  language: 'python',
  imports: ['imageio'],
  packages: { pypi: ['imageio', 'imageio-ffmpeg'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['imageio.imread', 'imageio.v2.imread', 'imageio.v3.imread', 'imageio.get_reader'],
      commands: ['imageio_download_bin'],
      argument: at(0, 'uri'),
      when: [{ argument: at(0, 'uri'), is: ['address', /^imageio:/] }],
      does: 'fetches an image',
      unless: [{ variable: 'IMAGEIO_NO_INTERNET', is: /1|true|yes/i }],
    },
  ],
  settings: [{ name: 'IMAGEIO_NO_INTERNET', value: '1', kind: 'switch', why: 'no downloads of examples and plugins' }],
  caches: [{ place: '~/.imageio', movedBy: ['IMAGEIO_USERDIR'] }],
  stage: { outside: 'use your own images', inside: 'imageio.v3.imread("/safe_data/x.png")' },
  examples: {
    asks: 'import imageio.v3 as iio\ni = iio.imread("imageio:chelsea.png")',
    local: 'import imageio.v3 as iio\ni = iio.imread("/safe_data/x.png")',
  },
  seen: {
    version: 'imageio 2.38.1',
    date: '2026-11-26',
    how: 'run',
    where: 'core/fetching.py:99,161; core/util.py:420',
  },
});
