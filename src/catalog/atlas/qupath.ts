import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'qupath',
  title: 'QuPath',
  language: 'program',
  imports: ['QuPath', 'qupath'],
  packages: {},
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      commands: ['QuPath', 'qupath'],
      does: 'asks GitHub for a newer version when its window opens',
      unless: [{ option: '-q' }, { option: '--quiet' }, { option: 'script' }],
    },
  ],
  caches: [{ place: '~/QuPath', movedBy: [] }],
  stage: {
    outside: 'download models of StarDist or InstanSeg',
    inside: 'QuPath script --image /safe_data/x.svs /opt/app/x.groovy, with JAVA_TOOL_OPTIONS=-Duser.home=/scratch',
  },
  examples: { asks: 'QuPath', local: 'QuPath script /opt/app/x.groovy' },
  seen: {
    version: 'qupath 0.7.0',
    date: '2026-11-25',
    how: 'source',
    where: 'PathPrefs.java:246; UpdateManager.java:76-106; QuPath.java:102',
  },
});
