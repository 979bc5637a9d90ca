import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'julia-services',
  title: 'Object stores and mail in Julia (AWSS3, SMTPClient)',
  language: 'julia',
  imports: ['AWSS3', 'AWS', 'SMTPClient', 'OpenAI'],
  packages: { julia: ['AWSS3', 'AWS', 'SMTPClient', 'OpenAI'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['s3_put', 's3_copy', 's3_upload', 's3_get', 's3_get_file', 'AWSS3.*', 'S3Path', 'global_aws_config'],
      does: 'asks an object store, and uploads go there',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['send', 'SMTPClient.send'],
      when: [{ argument: at(0), is: [/^smtps?:\/\/(?!localhost|127\.)/] }],
      does: 'sends mail',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['create_chat', 'create_embeddings', 'OpenAI.create_*'],
      does: 'sends prompts to a service elsewhere',
      uploads: true,
    },
  ],
  stage: {
    outside: 'download the files',
    inside: 'read them by their paths below /safe_data; what is to leave goes to /safe_outputs',
  },
  examples: { asks: 'using AWSS3\ns3_put("bucket", "a", "x")', local: 'x = read("/safe_data/a.csv", String)' },
  seen: {
    version: 'documentation of 2026-11-28',
    date: '2026-11-28',
    how: 'documented',
    where: 'README of the packages',
  },
});
