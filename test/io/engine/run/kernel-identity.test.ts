import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EngineSession } from '../../../../src/io/engine/container-engine-session.ts';
import { describeIdentity, watchIdentity } from '../../../../src/io/engine/run/kernel-identity.ts';

function status(uid: number, gid: number, groups: string, rights = '0000000000000000', held = 1): string {
  return `Name:\tpython3\nUid:\t${uid}\t${uid}\nGid:\t${gid}\t${gid}\nGroups:\t${groups}\nCapBnd:\t${rights}\nNoNewPrivs:\t${String(held)}\n`;
}

const accounts = [
  'root:x:0:0::/root:/bin/sh\ntre:x:999:999::/:/bin/sh\nother:x:999:1::/:/bin/sh',
  'root:x:0:\ntre:x:999:\n',
];

test('who a process is stands as id prints it', () => {
  expect(describeIdentity(status(0, 0, ''), accounts)).toBe('uid=0(root) gid=0(root) groups=0(root)');
  expect(describeIdentity(status(999, 999, '5 999 '), accounts)).toBe('uid=999(tre) gid=999(tre) groups=999(tre),5');
  expect(describeIdentity(status(1998602116, 5000, '5000 7000'), ['', ''])).toBe(
    'uid=1998602116 gid=5000 groups=5000,7000',
  );
});

test('of one that can become somebody else nothing is said', () => {
  expect(describeIdentity(status(0, 0, '', '0000000000000080'), accounts)).toBeUndefined();
  expect(describeIdentity(status(0, 0, '', '0000000000000040'), accounts)).toBeUndefined();
  expect(describeIdentity(status(0, 0, '', '0000000000000400'), accounts)).toBe(
    'uid=0(root) gid=0(root) groups=0(root)',
  );
  expect(describeIdentity(status(0, 0, '', '0000000000000000', 0), accounts)).toBeUndefined();
  expect(describeIdentity('', accounts)).toBeUndefined();
});

function sessionOf(facts: object, pid: string): EngineSession {
  const run = async (): Promise<unknown> => ({ code: 0, out: `${pid}\n`, log: '', length: 0 });
  return {
    facts: { name: 'docker', rootless: false, highestId: 4294967294, ...facts },
    run,
  } as unknown as EngineSession;
}

test.each([
  ['which has ended', {}, '0', 'a1'],
  ['which is a process of another machine', {}, String(process.pid), 'no-such-container'],
  ['whose ids are mapped', { highestId: 65535 }, String(process.pid), ''],
  ['of an engine without root', { rootless: true }, String(process.pid), ''],
  ['of podman', { name: 'podman' }, String(process.pid), ''],
])('the kernel is not asked of a container %s', async (_, facts, pid, container) => {
  const identity = watchIdentity(sessionOf(facts, pid), container);
  await identity.look();
  expect(await identity.read(async () => accounts)).toBeUndefined();
});

test('the kernel is asked when a container has been started, with the accounts that it has', async () => {
  // This process stands for the first of a container: it may do more than one.
  const identity = watchIdentity(sessionOf({}, String(process.pid)), '');
  const asked: string[] = [];
  const reading = identity.read(async () => (asked.push('accounts'), accounts));
  expect(asked).toEqual([]);
  await identity.look();
  expect(await reading).toBe(describeIdentity(readFileSync('/proc/self/status', 'utf8'), accounts));
  expect(asked).toEqual(['accounts']);
});
