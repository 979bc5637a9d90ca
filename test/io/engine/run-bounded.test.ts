import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runProcess, type ProcessEnd } from '../../../src/io/engine/container-engine-process.ts';
import { runBounded } from '../../../src/io/engine/container-engine-session.ts';

const never: ProcessEnd = { code: 128, out: '', log: '', length: 0, timedOut: true };

test('a program that does not end is ended, and says so', async () => {
  expect(await runProcess('sh', ['-c', 'sleep 1000'], { atMost: 50 })).toMatchObject({ timedOut: true });
  expect(await runProcess('sh', ['-c', 'exit 3'], { atMost: 60_000 })).toEqual({
    code: 3,
    out: '',
    log: '',
    length: 0,
  });
});

test('a call of the engine that does not end is told of, with what it read', async () => {
  await expect(runBounded('podman', ['cp', '7a:/safe_outputs', '-'], async () => never)).rejects.toThrow(
    'podman cp of /safe_outputs did not end in 600 s, so that nothing was recorded',
  );
  await expect(runBounded('podman', ['start', '7a'], async () => never)).rejects.toThrow('podman start did not end');
});

test('what is copied into a container may take longer, and a call that ended is as it was', async () => {
  const given: number[] = [];
  const start = async (atMost: number): Promise<ProcessEnd> => (
    given.push(atMost),
    { code: 1, out: '', log: 'x', length: 0 }
  );
  expect(await runBounded('docker', ['cp', '-', '7a:/'], start, { input: new PassThrough() })).toMatchObject({
    code: 1,
  });
  await runBounded('docker', ['inspect', '7a'], start);
  expect(given).toEqual([1_800_000, 600_000]);
});

test.each([
  ['cp', 5, false, 60],
  ['cp', 90, false, 90],
  ['cp', 9000, false, 600],
  ['logs', 5, true, 60],
  ['create', 5, false, 180],
  ['create', 5, true, 600],
  ['start', 300, false, 300],
])('%s of a job of %i s (podman copies whole images: %s) ends in %i s', async (word, timeLimit, copiesImages, most) => {
  let given = 0;
  const start = async (atMost: number): Promise<ProcessEnd> => (
    (given = atMost / 1000),
    { code: 0, out: '', log: '', length: 0 }
  );
  await runBounded('podman', [word, '7a'], start, {}, { timeLimit, copiesImages });
  expect(given).toBe(most);
});
