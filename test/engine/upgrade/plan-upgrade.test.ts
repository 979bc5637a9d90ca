import { describe, expect, test } from 'vitest';
import { planUpgrade } from '../../../src/engine/upgrade/plan-upgrade.ts';
import { resolveConflicts } from '../../../src/engine/upgrade/resolve-conflicts.ts';
import type { Ownership } from '../../../src/model/render/artefact.ts';
import type { FileEntry } from '../../../src/model/file-tree.ts';
import type { Plan } from '../../../src/model/upgrade/plan.ts';

const BASE = 'one\ntwo\nthree\nfour\nfive\n';
const EDITED = 'one\ntwo\nthree\nfour\nfive and mine\n';
const NEWER = 'one and new\ntwo\nthree\nfour\nfive\n';
const COLLIDING = 'one\ntwo\nthree\nfour\nfive and new\n';

const entry = (text: string): FileEntry => ({ text, executable: false });
const file = (executable: boolean): FileEntry => ({ text: BASE, executable });

function plan(ownership: Ownership, base: string | undefined, now: string | undefined, next: string | undefined): Plan {
  const baseline = {
    version: '0.1.0',
    files: new Map(base === undefined ? [] : [['f', entry(base)]]),
    ownership: new Map(base === undefined ? [] : [['f', ownership]]),
  };
  const current = new Map(now === undefined ? [] : [['f', entry(now)]]);
  const rendered = new Map(next === undefined ? [] : [['f', { ...entry(next), ownership }]]);
  return planUpgrade({ baseline, current, rendered });
}

function modeAction(now: boolean, next: boolean): string | undefined {
  const baseline = { version: '1', files: new Map([['f', file(false)]]), ownership: new Map() };
  return planUpgrade({
    baseline,
    current: new Map([['f', file(now)]]),
    rendered: new Map([['f', { ...file(next), ownership: 'shared' }]]),
  })[0]?.action;
}

// The table of planUpgrade's comment, row for row: base, now, new, then what becomes of shared, generator and user files.
const TABLE: readonly [string, string | undefined, string | undefined, string | undefined, string, string, string][] = [
  ['new', undefined, undefined, NEWER, 'create', 'create', 'create'],
  ['there already, alike', undefined, NEWER, NEWER, 'unchanged', 'unchanged', 'unchanged'],
  ['there already, another', undefined, EDITED, NEWER, 'conflict', 'conflict', 'keep'],
  ['there already, with all of it', undefined, `${NEWER}mine\n`, NEWER, 'keep', 'conflict', 'keep'],
  ['gone on both sides', BASE, undefined, undefined, 'none', 'none', 'none'],
  ['deleted by the user', BASE, undefined, BASE, 'keep', 'keep', 'keep'],
  ['deleted by the user, changed by the template', BASE, undefined, NEWER, 'keep', 'keep', 'keep'],
  ['dropped, unedited', BASE, BASE, undefined, 'delete', 'delete', 'delete'],
  ['nothing happened', BASE, BASE, BASE, 'unchanged', 'unchanged', 'unchanged'],
  ['changed by the template', BASE, BASE, NEWER, 'update', 'update', 'update'],
  ['dropped, edited', BASE, EDITED, undefined, 'keep', 'keep', 'keep'],
  ['edited', BASE, EDITED, BASE, 'keep', 'keep', 'keep'],
  ['changed alike', BASE, NEWER, NEWER, 'unchanged', 'unchanged', 'unchanged'],
  ['changed in different places', BASE, EDITED, NEWER, 'merge', 'conflict', 'keep'],
  ['changed in the same place', BASE, EDITED, COLLIDING, 'conflict', 'conflict', 'keep'],
];

describe.each(TABLE)('%s', (_name, base, now, next, ...expected) => {
  test.each([
    ['shared', expected[0]],
    ['generator', expected[1]],
    ['user', expected[2]],
  ] as const)('%s: %s', (ownership, action) => {
    const [only] = plan(ownership, base, now, next);
    expect(only?.action ?? 'none').toBe(action);
    if (only === undefined) return;
    expect(only.reason).not.toBe('');
    expect(only.next !== undefined).toBe(
      ['create', 'update', 'merge'].includes(only.action) || (only.action === 'conflict' && base !== undefined),
    );
    expect(only.current?.text).toBe(now);
  });
});

test('a merge has what both sides changed', () => {
  expect(plan('shared', BASE, EDITED, NEWER)[0]?.next?.text).toBe('one and new\ntwo\nthree\nfour\nfive and mine\n');
});

test('a conflict has both sides and the former text between markers', () => {
  expect(plan('shared', BASE, EDITED, COLLIDING)[0]?.next?.text).toBe(
    'one\ntwo\nthree\nfour\n<<<<<<< yours\nfive and mine\n||||||| previous template\nfive\n=======\nfive and new\n>>>>>>> new template\n',
  );
});

describe('a conflict is resolved by choice', () => {
  const newer = COLLIDING.replace('one\n', 'one and new\n');
  test('yours: your side of the collision, the rest merged', () => {
    const [only] = resolveConflicts(plan('shared', BASE, EDITED, newer), 'yours');
    expect(only).toMatchObject({ action: 'merge', next: entry(EDITED.replace('one\n', 'one and new\n')) });
  });
  test("theirs: the template's side", () => {
    expect(resolveConflicts(plan('shared', BASE, EDITED, newer), 'theirs')[0]).toMatchObject({
      action: 'update',
      next: entry(newer),
    });
  });
  test('yours, where that is what is there: nothing is written', () => {
    const [only] = resolveConflicts(plan('shared', BASE, EDITED, COLLIDING), 'yours');
    expect(only?.action).toBe('keep');
    expect(only).not.toHaveProperty('next');
  });
  test('markers leave it as it is, and other entries are never touched', () => {
    const conflicts = plan('shared', BASE, EDITED, COLLIDING);
    expect(resolveConflicts(conflicts, 'markers')).toEqual(conflicts);
    const updates = plan('shared', BASE, BASE, NEWER);
    expect(resolveConflicts(updates, 'theirs')).toEqual(updates);
  });
});

test('without any baseline a differing file becomes a conflict with two sides', () => {
  const rendered = new Map([['f', { ...entry(NEWER), ownership: 'shared' as const }]]);
  const [only] = planUpgrade({ baseline: undefined, current: new Map([['f', entry(BASE)]]), rendered });
  expect(only?.next?.text).toBe(
    '<<<<<<< yours\none\n=======\none and new\n>>>>>>> new template\ntwo\nthree\nfour\nfive\n',
  );
});

test('line ends, byte order mark and final newline are no edit, and stay', () => {
  const windows = `\uFEFF${BASE.replaceAll('\n', '\r\n').trimEnd()}`;
  expect(plan('shared', BASE, windows, BASE)[0]?.action).toBe('unchanged');
  expect(plan('shared', BASE, windows, NEWER)[0]).toMatchObject({
    action: 'update',
    next: { text: `\uFEFF${NEWER.replaceAll('\n', '\r\n').trimEnd()}` },
  });
});

test('the executable bit is merged like a line', () => {
  expect([modeAction(false, false), modeAction(true, false), modeAction(false, true), modeAction(true, true)]).toEqual([
    'unchanged',
    'keep',
    'update',
    'unchanged',
  ]);
});

test('what is not UTF-8 is never merged', () => {
  const binary: FileEntry = { text: 'caf\u00e9\n', executable: false, binary: true };
  const [only] = planUpgrade({
    baseline: { version: '1', files: new Map([['f', entry(BASE)]]), ownership: new Map() },
    current: new Map([['f', binary]]),
    rendered: new Map([['f', { ...entry(NEWER), ownership: 'shared' }]]),
  });
  expect(only).toMatchObject({ action: 'conflict', choices: { yours: binary } });
  expect(only).not.toHaveProperty('next');
});

describe('moved files', () => {
  const baseline = {
    version: '1',
    files: new Map([['old', entry(BASE)]]),
    ownership: new Map([['old', 'shared' as const]]),
  };
  const moves = new Map([['old', 'sub/new']]);
  const rendered = new Map([['sub/new', { ...entry(NEWER), ownership: 'shared' as const }]]);
  test('take the edits along', () => {
    const moved = planUpgrade({ baseline, current: new Map([['old', entry(EDITED)]]), rendered, moves });
    expect(moved.map(({ path, action, movedFrom }) => [path, action, movedFrom])).toEqual([
      ['old', 'delete', undefined],
      ['sub/new', 'merge', 'old'],
    ]);
    expect(moved[1]?.next?.text).toBe('one and new\ntwo\nthree\nfour\nfive and mine\n');
    expect(moved[1]).not.toHaveProperty('current');
  });
  test('stay deleted', () => {
    expect(
      planUpgrade({ baseline, current: new Map(), rendered, moves }).map(({ path, action }) => [path, action]),
    ).toEqual([['sub/new', 'keep']]);
  });
  test('stay where they are when the new place is taken', () => {
    const blocked = planUpgrade({
      baseline,
      current: new Map([['old', entry(EDITED)]]),
      rendered: new Map([['old/new', { ...entry(NEWER), ownership: 'shared' as const }]]),
      moves: new Map([['old', 'old/new']]),
    });
    expect(blocked.map(({ path, action }) => [path, action])).toEqual([
      ['old', 'delete'],
      ['old/new', 'merge'],
    ]);
    const mine = planUpgrade({
      baseline,
      current: new Map([
        ['old', entry(EDITED)],
        ['sub/new', entry('mine\n')],
      ]),
      rendered,
      moves,
    });
    expect(mine.map(({ path, action }) => [path, action])).toEqual([
      ['old', 'keep'],
      ['sub/new', 'conflict'],
    ]);
  });
});

test('a new file whose folder is a file that stays is kept out, and said so', () => {
  const blocked = planUpgrade({
    baseline: { version: '1', files: new Map([['ces', entry(BASE)]]), ownership: new Map() },
    current: new Map([['ces', entry(EDITED)]]),
    rendered: new Map([['ces/run.sh', { ...entry(NEWER), ownership: 'shared' }]]),
  });
  expect(blocked.map(({ path, action }) => [path, action])).toEqual([
    ['ces', 'keep'],
    ['ces/run.sh', 'keep'],
  ]);
  expect(blocked[1]?.reason).toContain('your ces is in its place');
});

test('entries are sorted by path', () => {
  const rendered = new Map(['b', 'a/c', 'a'].map((path) => [path, { ...entry(BASE), ownership: 'shared' as const }]));
  expect(planUpgrade({ baseline: undefined, current: new Map(), rendered }).map(({ path }) => path)).toEqual([
    'a',
    'a/c',
    'b',
  ]);
});
