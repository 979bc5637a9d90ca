import { expect, test } from 'vitest';
import { namesGiven } from '../../../src/io/engine/given-by-machine.ts';

const request = {
  environment: { TITLE: 'x' },
  imageVariables: ['PATH', 'MODE'],
  hostFolders: ['/home/me'],
  volumes: ['/var/lib/data'],
  tmpfs: ['/run'],
};

test('what neither the image nor the request names is of this machine', () => {
  const variables = ['PATH=/bin', 'HOME=/', 'container=podman', 'MODE=a', 'TITLE=x', 'http_proxy='];
  const mounts = ['/safe_data', '/safe_outputs', '/scratch', '/home/me', '/var/lib/data', '/run', '/etc/passwd'];
  expect(namesGiven(variables, mounts, request)).toEqual([]);
  expect(namesGiven([...variables, 'MODEL_DIR=/models'], [...mounts, '/models'], request)).toEqual([
    '/models',
    'MODEL_DIR',
  ]);
});
