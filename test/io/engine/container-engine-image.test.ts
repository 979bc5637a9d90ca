import { expect, test } from 'vitest';
import { inspectImage, readVolumes } from '../../../src/io/engine/container-engine-image.ts';
import type { EngineSession } from '../../../src/io/engine/container-engine-session.ts';

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

test('an image that lies there under the name of a rehearsal and is not run refuses nothing, whatever its VOLUME', async () => {
  const left = { Id: '1', Os: 'linux', Architecture: 'amd64', Size: 1, Config: { Volumes: { '/a:/b:rw': {} } } };
  const answer = { code: 0, out: JSON.stringify([left]) };
  const session = {
    facts: { name: 'podman' },
    run: async () => Promise.resolve(answer),
    ask: async () => Promise.resolve('[]'),
  } as unknown as EngineSession;
  const name = 'localhost/a:rehearsal';
  const found = await inspectImage(session, name, 'without layers');
  expect([found?.id, found?.volumes]).toEqual(['sha256:1', undefined]);
  await expect(inspectImage(session, name)).rejects.toThrow('which is no plain absolute path');
});
