import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'multiqc',
  title: 'MultiQC',
  language: 'program',
  imports: ['multiqc'],
  packages: { pypi: ['multiqc'] },
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['multiqc'],
      does: 'asks for a newer version at every start',
      unless: [{ option: '--no-version-check' }, { variable: 'MULTIQC_NO_VERSION_CHECK', is: /true|1/i }],
    },
  ],
  settings: [
    {
      name: 'MULTIQC_NO_VERSION_CHECK',
      value: 'true',
      kind: 'switch',
      why: 'no look for a newer version',
      needed: true,
    },
  ],
  hosts: ['api.multiqc.info'],
  stage: { outside: 'nothing', inside: 'ENV MULTIQC_NO_VERSION_CHECK=true; multiqc /scratch -o /safe_outputs' },
  examples: { asks: 'multiqc /scratch', local: 'multiqc --no-version-check /scratch -o /safe_outputs' },
  seen: {
    version: 'MultiQC 7c5ae3af0',
    date: '2026-11-25',
    how: 'documented',
    where: 'docs/markdown/getting_started/config.md:492-498',
  },
});
