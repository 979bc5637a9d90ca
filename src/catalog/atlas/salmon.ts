import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'salmon',
  title: 'Salmon',
  language: 'program',
  imports: ['salmon'],
  packages: { conda: ['salmon'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['salmon'],
      does: 'asks for a newer version at every start',
      unless: [{ option: '--no-version-check' }, { variable: 'SALMON_NO_VERSION_CHECK', is: /1/ }],
    },
  ],
  settings: [
    { name: 'SALMON_NO_VERSION_CHECK', value: '1', kind: 'switch', why: 'no look for a newer version', needed: true },
  ],
  stage: { outside: 'salmon index', inside: 'salmon --no-version-check quant -i /safe_data/index -o /safe_outputs/x' },
  examples: { asks: 'salmon quant -i /safe_data/index', local: 'salmon --no-version-check quant -i /safe_data/index' },
  seen: {
    version: 'COMBINE-lab/salmon aac21be4',
    date: '2026-11-25',
    how: 'source',
    where: 'src/cli/Salmon.cpp:179-223',
  },
});
