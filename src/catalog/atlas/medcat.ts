import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'medcat',
  title: 'MedCAT',
  language: 'python',
  imports: ['medcat'],
  packages: { pypi: ['medcat'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'asks PyPI for a newer version at every import',
      unless: [{ variable: 'MEDCAT_DISABLE_VERSION_CHECK', is: /true|yes|disable/i }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['medcat.utils.download_scripts.*'],
      commands: ['medcat download-scripts'],
      does: 'downloads scripts',
    },
  ],
  settings: [
    {
      name: 'MEDCAT_DISABLE_VERSION_CHECK',
      value: 'true',
      kind: 'switch',
      why: 'no question to PyPI at every import; 1 is not accepted',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/cogstack', movedBy: [] }],
  writes: [
    { place: 'beside', calls: ['medcat.cat.CAT.load_model_pack'], argument: at(0, 'model_pack_path', 'zip_path') },
  ],
  hosts: ['pypi.org'],
  stage: {
    outside: 'unzip the model pack',
    inside:
      'CAT.load_model_pack("/safe_data/models/pack"), the folder: a zip is unpacked beside itself, which a read-only /safe_data refuses',
  },
  examples: {
    asks: 'import medcat',
    local: 'from medcat.cat import CAT\nc = CAT.load_model_pack("/safe_data/models/pack")',
    environment: { MEDCAT_DISABLE_VERSION_CHECK: 'true' },
  },
  seen: {
    version: 'medcat 2.9.0',
    date: '2026-11-25',
    how: 'source',
    where: '__init__.py:2-9; utils/check_for_updates.py:23,78-135; cat.py:767-791',
  },
});
