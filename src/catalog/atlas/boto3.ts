import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'boto3',
  title: 'boto3',
  language: 'python',
  imports: ['boto3', 'botocore', 'aiobotocore'],
  packages: { pypi: ['boto3', 'botocore', 'aiobotocore'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['boto3.client', 'boto3.resource', 'boto3.Session', 'boto3.session.Session', 'aiobotocore.session.*'],
      does: 'asks Amazon, and uploads go there',
      unless: [{ argument: named('endpoint_url'), is: ['loopback'] }],
    },
  ],
  settings: [
    {
      name: 'AWS_EC2_METADATA_DISABLED',
      value: 'true',
      kind: 'switch',
      why: 'no question to the metadata server of a cloud',
    },
  ],
  stage: { outside: 'aws s3 cp the files', inside: 'read the files by their paths below /safe_data' },
  examples: {
    asks: 'import boto3\nc = boto3.client("s3")',
    local: 'import boto3\nc = boto3.client("s3", endpoint_url="http://127.0.0.1:9000")',
  },
  seen: { version: 'botocore 1.44.8', date: '2026-11-25', how: 'source', where: 'utils.py:434' },
});
