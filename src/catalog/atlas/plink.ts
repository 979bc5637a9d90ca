import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'plink',
  title: 'PLINK 1.07',
  language: 'program',
  imports: ['plink', 'p-link', 'plink1'],
  packages: { apt: ['plink'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['p-link', 'plink1'],
      does: 'asks for a newer version at every start (1.07)',
      unless: [{ option: '--noweb' }],
    },
  ],
  stage: { outside: 'plink --make-bed', inside: 'plink1.9 or plink2, which ask nothing; else plink --noweb' },
  examples: { asks: 'plink1 --bfile /safe_data/x', local: 'plink1 --noweb --bfile /safe_data/x' },
  seen: {
    version: 'Debian plink 1.07+dfsg-4',
    date: '2026-11-25',
    how: 'run',
    where: 'strings of the binary; README:7; run without a network',
  },
});
