import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'curl',
  title: 'Downloaders (curl, wget and others)',
  language: 'program',
  imports: ['curl', 'wget', 'aria2c', 'rclone', 'aws', 'gsutil', 'azcopy', 'gcloud', 's3cmd', 's5cmd', 'mc'],
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
    { on: 'always', effect: 'sends', commands: ['s3cmd del'], does: 'deletes a file on a server' },
  ],
  stage: {
    outside: 'download the file',
    inside: 'read it by its path below /safe_data; a server of the container answers at 127.0.0.1',
  },
  examples: { asks: 'curl -O https://example.org/x', local: 'curl http://127.0.0.1:8000/health' },
  seen: { version: 'curl 8', date: '2026-11-25', how: 'documented', where: 'manual' },
});
