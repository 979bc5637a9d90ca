import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'codecarbon',
  title: 'CodeCarbon',
  language: 'python',
  imports: ['codecarbon'],
  packages: { pypi: ['codecarbon'] },
  triggers: [
    {
      on: 'always',
      effect: 'reports',
      calls: ['codecarbon.EmissionsTracker', 'codecarbon.track_emissions'],
      does: 'asks web services where the machine is',
      unless: [{ argument: named('offline'), is: ['true'] }],
    },
  ],
  writes: [
    {
      place: './emissions.csv',
      calls: ['codecarbon.EmissionsTracker', 'codecarbon.OfflineEmissionsTracker'],
      unless: [named('output_dir'), named('save_to_file')],
    },
  ],
  hosts: ['geojs.io', 'ipinfo.io'],
  stage: { outside: 'nothing', inside: 'OfflineEmissionsTracker(country_iso_code="GBR", output_dir="/safe_outputs")' },
  examples: {
    asks: 'from codecarbon import EmissionsTracker\nt = EmissionsTracker()',
    local: 'from codecarbon import OfflineEmissionsTracker\nt = OfflineEmissionsTracker(country_iso_code="GBR")',
  },
  seen: {
    version: 'codecarbon 3.3.2',
    date: '2026-11-25',
    how: 'source',
    where: 'emissions_tracker.py:1539-1545; input.py:86; external/geography.py:114',
  },
});
