import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'astropy',
  title: 'Astropy',
  language: 'python',
  imports: ['astropy'],
  packages: { pypi: ['astropy'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'astropy.coordinates.SkyCoord.from_name',
        'astropy.coordinates.EarthLocation.of_site',
        'astropy.coordinates.EarthLocation.of_address',
        'astropy.utils.data.download_file',
      ],
      does: 'asks a web service',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['astropy.coordinates.solar_system_ephemeris.set'],
      argument: at(0, 'value'),
      does: 'downloads an ephemeris',
      unless: [{ argument: at(0, 'value'), is: [/^builtin$/] }],
    },
  ],
  caches: [{ place: '~/.astropy/cache', movedBy: ['ASTROPY_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  hosts: ['cds.unistra.fr', 'vizier.cfa.harvard.edu'],
  stage: {
    outside: 'nothing',
    inside: 'from astropy.utils import iers; iers.conf.auto_download = False; iers.conf.auto_max_age = None',
  },
  note: 'Times and AltAz coordinates fetch tables of the rotation of the earth when those in the package are too old.',
  examples: {
    asks: 'from astropy.coordinates import SkyCoord\nc = SkyCoord.from_name("M31")',
    local: 'from astropy.coordinates import SkyCoord\nc = SkyCoord(10.6, 41.2, unit="deg")',
  },
  seen: {
    version: 'astropy 8.0.2',
    date: '2026-11-26',
    how: 'run',
    where: 'utils/iers/iers.py:94-189; utils/data.py:135,1362; config/paths.py:122-216',
  },
});
