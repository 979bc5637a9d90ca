import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cwltool',
  title: 'cwltool and Toil',
  language: 'program',
  imports: ['cwltool', 'toil', 'cwl-runner'],
  packages: { pypi: ['cwltool', 'toil'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['cwltool', 'cwl-runner', 'toil-cwl-runner'],
      does: 'pulls container images',
      unless: [{ option: '--no-container' }, { variable: 'CWLTOOL_OPTIONS', is: /^[^]*--no-container[^]*$/ }],
    },
  ],
  settings: [
    {
      name: 'CWLTOOL_OPTIONS',
      value: '--skip-schemas --no-container',
      kind: 'switch',
      why: 'no container and no ontology is fetched',
    },
  ],
  stage: {
    outside: 'take the .cwl files along',
    inside: 'cwltool --no-container --skip-schemas --outdir /safe_outputs x.cwl',
  },
  examples: { asks: 'cwltool x.cwl', local: 'cwltool --no-container --skip-schemas --outdir /safe_outputs x.cwl' },
  seen: {
    version: 'cwltool 3.3.20260925135507',
    date: '2026-11-25',
    how: 'source',
    where: 'argparser.py:60-82,139,531,549; singularity.py:238-347',
  },
});
