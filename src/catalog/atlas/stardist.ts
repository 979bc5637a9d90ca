import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'stardist',
  title: 'StarDist and CSBDeep',
  language: 'python',
  imports: ['stardist', 'csbdeep'],
  packages: { pypi: ['stardist', 'csbdeep'] },
  brings: ['keras', 'numba'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['stardist.*from_pretrained', 'csbdeep.*from_pretrained', 'csbdeep.utils.download_and_extract_zip_file'],
      does: 'downloads a model',
    },
  ],
  caches: [{ place: '~/.keras/models', movedBy: ['KERAS_HOME'] }],
  stage: {
    outside: 'StarDist2D.from_pretrained("2D_versatile_fluo"), then keep its folder below ~/.keras/models',
    inside: 'StarDist2D(None, name="2D_versatile_fluo", basedir="/safe_data/stardist")',
  },
  note: 'A read-only KERAS_HOME makes it download again, into /tmp.',
  examples: {
    asks: 'from stardist.models import StarDist2D\nm = StarDist2D.from_pretrained("2D_versatile_fluo")',
    local:
      'from stardist.models import StarDist2D\nm = StarDist2D(None, name="2D_versatile_fluo", basedir="/safe_data/stardist")',
  },
  seen: {
    version: 'csbdeep 0.8.2, stardist 0.9.2',
    date: '2026-11-25',
    how: 'source',
    where: 'models/pretrained.py:80-110',
  },
});
