import { expect, test } from 'vitest';
import { planRehearsal } from '../../../src/engine/rehearsal/plan-rehearsal.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { RehearsalSubject } from '../../../src/model/rehearsal/rehearsal.ts';

const plain: RehearsalSubject = {
  kind: 'batch',
  runtimes: ['podman', 'apptainer', 'kubernetes'],
  unsupportedRuntimes: {},
  profile: { protectedPaths: [], tmpfs: [], capabilities: [], ownWrites: [] },
};
const rootOnly: RehearsalSubject = {
  ...plain,
  runtimes: ['podman'],
  unsupportedRuntimes: { apptainer: 'It must be root.', kubernetes: 'It must be root.' },
  profile: { ...plain.profile, writableBecause: 'it writes to /etc' },
};
const ids = (subject: RehearsalSubject, ...rest: [string, 'quick' | 'all']): readonly string[] =>
  planRehearsal(subject, ...rest)
    .filter((cell) => cell.notApplicable === undefined)
    .map(({ id }) => id);

test.each([
  [
    ['podman', 'apptainer', 'kubernetes'],
    ['root:read-only', 'host-user:read-only', 'high-uid:read-only', 'no-network', 'writes'],
  ],
  [
    ['podman', 'apptainer'],
    ['root:read-only', 'host-user:read-only', 'no-network', 'writes'],
  ],
  [['podman'], ['root:read-only', 'root:read-write', 'no-network', 'writes']],
  [
    ['apptainer', 'kubernetes'],
    ['host-user:read-only', 'high-uid:read-only', 'no-network', 'writes'],
  ],
  [['kubernetes'], ['high-uid:read-only', 'high-uid:read-write', 'no-network', 'writes']],
  [[], ['root:read-only', 'root:read-write', 'no-network', 'writes']],
] as const)('the quick cells of %j are %j', (runtimes, expected) => {
  expect(ids({ ...plain, runtimes }, '', 'quick').toSorted()).toEqual(expected.toSorted());
});

test('all: four identities with two ways of mounting the data, no network, and the observation of writes', () => {
  expect(ids(plain, 'app', 'all')).toHaveLength(10);
});

test('an image whose USER is root is not run twice as root', () => {
  for (const user of ['', 'root', '0', '0:0', 'root:staff']) expect(ids(plain, user, 'all')).toHaveLength(8);
});

test('what a base cannot do stands in the plan with the reason', () => {
  const cells = planRehearsal(rootOnly, '', 'all');
  expect(cells.filter((cell) => cell.notApplicable === undefined).map(({ id }) => id)).toEqual([
    'root:read-only',
    'root:read-write',
    'no-network',
  ]);
  expect(cells.find(({ id }) => id === 'high-uid:read-only')?.notApplicable).toBe('It must be root.');
  expect(cells.every(({ rootFileSystem }) => rootFileSystem === 'writable')).toBe(true);
});

test('an unknown cell is named with those that exist', () => {
  expect(() => planRehearsal(plain, '', ['root:readonly'])).toThrow(UserError);
  expect(() => planRehearsal(plain, '', ['root:readonly'])).toThrow(
    /there is no cell root:readonly[\s\S]*root:read-only/,
  );
});
