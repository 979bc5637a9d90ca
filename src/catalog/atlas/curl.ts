import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

/** The last place, and no other, is one of a store: `cp /a s3://b/a`, `copy /a remote:b --progress`. */
const toStore = /^(?:[^\s:]+\s+){1,60}[^\s:]+:\S*(?:\s+-\S+)*$/;

export default defineLibrary({
  name: 'curl',
  title: 'Downloaders (curl, wget and others)',
  language: 'program',
  imports: [
    'curl',
    'wget',
    'aria2c',
    'rclone',
    'aws',
    'gsutil',
    'azcopy',
    'gcloud',
    's3cmd',
    's5cmd',
    'mc',
    'az',
    'gh',
    'globus',
  ],
  packages: { apt: ['curl', 'wget', 'aria2', 'rclone'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: [
        'curl',
        'wget',
        'aria2c',
        'rclone copy',
        'rclone sync',
        'aws s3',
        'gsutil cp',
        'gsutil rsync',
        'gsutil -m cp',
        'gsutil -m rsync',
        'azcopy copy',
        'gcloud storage',
        's3cmd get',
        's3cmd sync',
        's5cmd cp',
        's5cmd sync',
        'mc cp',
        'mc mirror',
      ],
      does: 'downloads a file',
    },
    {
      on: 'always',
      effect: 'sends',
      commands: ['curl -T', 'curl --upload-file', 'curl -d', 'curl --data', 'curl -F', 'curl --form', 's3cmd put'],
      does: 'sends data to a server',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      commands:
        'aws s3,gsutil cp,gsutil rsync,gsutil mv,gsutil -m cp,gsutil -m rsync,rclone copy,rclone sync,rclone move,azcopy copy,azcopy sync,gcloud storage,s3cmd sync,s5cmd cp,s5cmd sync,mc cp,mc mirror'.split(
          ',',
        ),
      naming: toStore,
      does: 'copies files to an object store',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      commands: ['az storage blob upload', 'az storage blob upload-batch', 'gh release upload', 'globus transfer'],
      does: 'sends files to a service elsewhere',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      commands: ['http POST', 'http PUT', 'http PATCH', 'https POST', 'https PUT', 'https PATCH'],
      naming: /\s(?:https?:\/\/)?(?!localhost\b|127\.|:)[\w-]+\.\w/,
      does: 'sends data to a web server',
      uploads: true,
    },
    { on: 'always', effect: 'sends', commands: ['s3cmd del'], does: 'deletes a file on a server' },
  ],
  stage: {
    outside: 'download the file',
    inside: 'read it by its path below /safe_data; a server of the container answers at 127.0.0.1',
  },
  examples: { asks: 'curl -O https://example.org/x', local: 'curl http://127.0.0.1:8000/health' },
  seen: { version: 'curl 8', date: '2026-11-25', how: 'documented', where: 'manual' },
});
