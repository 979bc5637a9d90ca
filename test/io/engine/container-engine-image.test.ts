import { expect, test } from 'vitest';
import { readVolumes } from '../../../src/io/engine/container-engine-image.ts';

test('a VOLUME is a plain absolute path, else an image could write the options of the engine', () => {
  const plain = ['/data', '/var/lib/my data', '/srv/a-b_c.d@1', '/'];
  expect(readVolumes('a', plain)).toEqual(plain);
  for (const odd of [
    '/v,type=bind,source=/etc',
    '/v:/etc',
    '/v"',
    "/v'",
    '/v\n/w',
    '/v\u001B[2J',
    'data',
    '',
    '--privileged',
    String.raw`/v\w`,
  ])
    expect(() => readVolumes('registry.example.org/a:1', ['/data', odd])).toThrow('which is no plain absolute path');
});
