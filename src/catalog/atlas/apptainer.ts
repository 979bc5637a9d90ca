import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'apptainer',
  title: 'Container engines inside the container',
  language: 'program',
  imports: ['apptainer', 'singularity', 'docker', 'podman'],
  packages: { apt: ['apptainer', 'podman'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: [
        'apptainer pull',
        'apptainer run',
        'apptainer exec',
        'singularity pull',
        'singularity run',
        'singularity exec',
        'docker pull',
        'docker run',
        'podman pull',
        'podman run',
      ],
      does: 'pulls an image',
    },
  ],
  settings: [{ name: 'APPTAINER_CACHEDIR', value: '/scratch/apptainer', kind: 'cache', why: 'its own cache' }],
  caches: [{ place: '~/.apptainer/cache', movedBy: ['APPTAINER_CACHEDIR'] }],
  stage: {
    outside: 'nothing: containers inside the container are not possible',
    inside: 'put all tools into one image',
  },
  examples: { asks: 'apptainer exec docker://alpine:3 true', local: 'bash /opt/app/run.sh' },
  seen: { version: 'apptainer 1.5.3', date: '2026-11-25', how: 'source', where: 'sources' },
});
