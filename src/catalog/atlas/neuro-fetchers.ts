import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'neuro-fetchers',
  title: 'Data of neuroscience (NeuroKit2, NiMARE, abagen, BrainGlobe)',
  language: 'python',
  imports: ['neurokit2', 'nimare', 'abagen', 'brainglobe_atlasapi', 'bg_atlasapi'],
  packages: { pypi: ['neurokit2', 'nimare', 'abagen', 'brainglobe-atlasapi', 'bg-atlasapi'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'neurokit2.data',
        'neurokit2.data.data',
        'nimare.extract.fetch_*',
        'nimare.extract.download_*',
        'nimare.extract.extract.fetch_*',
        'abagen.fetch_*',
        'abagen.datasets.fetch_*',
      ],
      does: 'downloads a data set',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['abagen.get_expression_data', 'abagen.allen.get_expression_data'],
      does: 'downloads the microarray data of the Allen Brain Atlas where they are not in the folder that it is given',
      unless: [{ argument: named('data_dir'), is: ['staged'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'brainglobe_atlasapi.BrainGlobeAtlas',
        'brainglobe_atlasapi.bg_atlas.BrainGlobeAtlas',
        'bg_atlasapi.BrainGlobeAtlas',
      ],
      does: 'downloads the atlas where it is not there, and asks for a newer one',
      unless: [{ argument: named('check_latest'), is: ['false'] }],
    },
  ],
  caches: [
    { place: '~/.brainglobe', movedBy: [], argument: named('brainglobe_dir') },
    { place: '~/abagen-data', movedBy: ['ABAGEN_DATA'], argument: named('data_dir') },
  ],
  stage: {
    outside: 'fetch the data set into a folder of its own',
    inside:
      'read it by its path below /safe_data (BrainGlobeAtlas(..., brainglobe_dir="/safe_data/brainglobe", check_latest=False))',
  },
  examples: {
    asks: 'import neurokit2 as nk\nd = nk.data("bio_eventrelated_100hz")',
    local: 'import neurokit2 as nk\ne = nk.ecg_simulate(duration=10)',
  },
  seen: {
    version: 'neurokit2 0.3.0, nimare 0.22.1, abagen 0.1.3, brainglobe-atlasapi 3.0.2',
    date: '2026-11-30',
    how: 'source',
    where:
      'data/data.py:177-214; extract/extract.py:385-760; allen.py:388, datasets/fetchers.py:72-284; bg_atlas.py:69-119',
  },
});
