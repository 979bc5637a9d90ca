import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'cromwell',
  title: 'Cromwell and miniwdl',
  language: 'program',
  imports: ['cromwell', 'miniwdl'],
  packages: { pypi: ['miniwdl'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['miniwdl run', 'cromwell run'],
      does: 'pulls container images',
      unless: [{ option: '-Ddocker.hash-lookup.enabled=false' }],
    },
  ],
  stage: {
    outside: 'nothing: containers inside the container are not possible',
    inside: 'call the commands of the tasks directly',
  },
  examples: { asks: 'miniwdl run workflow.wdl', local: 'bash /opt/app/task.sh' },
  seen: {
    version: 'cromwell 92, miniwdl 1.16.0',
    date: '2026-11-25',
    how: 'source',
    where: 'core/src/main/resources/reference.conf:414-424; WDL/runtime/config_templates/default.cfg',
  },
});
