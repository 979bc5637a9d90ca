import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProject } from '../../src/io/project/project-files.ts';
import { snapshotFolder } from '../helpers/snapshot-folder.ts';

const BIN = path.join(import.meta.dirname, '../../dist/bin/tre-container.js');
const PRELOAD = path.join(import.meta.dirname, 'kill-at-call.cjs');

/** Every how many calls are tried: 1 in the suite; more for a quick look. */
const STEP = Number(process.env['KILL_STEP'] ?? 1);

let parent: string;
beforeEach(() => {
  parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kill-')));
});
afterEach(() => fs.rmSync(parent, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** The bundled program on a project, killed before its `at`-th file-system call there; never for 0. */
function runProgram(arguments_: readonly string[], root: string, at: number, countFile?: string): Ended {
  const env = {
    ...process.env,
    KILL_AT: String(at),
    KILL_ROOT: root,
    ...(countFile === undefined ? {} : { KILL_COUNT: countFile }),
  };
  return spawnSync(process.execPath, ['--require', PRELOAD, BIN, ...arguments_], {
    env,
    encoding: 'utf8',
    cwd: parent,
  });
}

function countCalls(arguments_: readonly string[], root: string): number {
  const file = path.join(parent, 'count');
  const { status, stderr } = runProgram(arguments_, root, 0, file);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const count = Number(fs.readFileSync(file, 'utf8'));
  fs.rmSync(file);
  return count;
}

/** Makes a project look as if an older version had made it: every kind of change waits in it. */
function age(root: string): void {
  const baselineFile = path.join(root, '.tre-container/baseline.json');
  const baseline = JSON.parse(fs.readFileSync(baselineFile, 'utf8')) as {
    version: string;
    files: Record<string, { ownership: string; text: string[] }>;
  };
  baseline.version = '0.0.9';
  const older = baseline.files['Dockerfile']?.text.map((line) => line.replace('USER tre', 'USER old')) ?? [];
  baseline.files['Dockerfile'] = { ownership: 'shared', text: older };
  fs.writeFileSync(path.join(root, 'Dockerfile'), older.join('\n').replace('EXPOSE', '# mine\nEXPOSE'));
  baseline.files['old/dropped.txt'] = { ownership: 'shared', text: ['x', ''] };
  fs.mkdirSync(path.join(root, 'old'));
  fs.writeFileSync(path.join(root, 'old/dropped.txt'), 'x\n');
  delete baseline.files['ces/run.sh'];
  fs.rmSync(path.join(root, 'ces/run.sh'));
  fs.writeFileSync(path.join(root, 'mine.lic'), 'secret');
  fs.writeFileSync(baselineFile, `${JSON.stringify(baseline, undefined, 1)}\n`);
  const stateFile = path.join(root, '.yo-rc.json');
  fs.writeFileSync(stateFile, fs.readFileSync(stateFile, 'utf8').replace(/"version": "[^"]*"/, '"version": "0.0.9"'));
}

test('SIGKILL at every file-system call of an upgrade: old or new after the next start, in all of them', async () => {
  const aged = path.join(parent, 'aged');
  const root = path.join(parent, 'project');
  expect(runProgram(['create', aged, '--defaults', '--set', 'name=lung-ct'], aged, 0).status).toBe(0);
  age(aged);
  const renew = (): void => {
    fs.rmSync(root, { recursive: true, force: true });
    fs.cpSync(aged, root, { recursive: true });
  };
  const upgrade = ['upgrade', root, '--defaults'];
  renew();
  const before = snapshotFolder(root);
  const calls = countCalls(upgrade, root);
  const after = snapshotFolder(root);
  expect(after).not.toEqual(before);

  const ends = { old: 0, new: 0 };
  for (let at = 1; at <= calls; at += STEP) {
    renew();
    expect({ at, ...runProgram(upgrade, root, at) }).toMatchObject({ at, signal: 'SIGKILL' });
    await openProject(root).recover();
    const now = snapshotFolder(root);
    expect([before, after], `call ${at}`).toContainEqual(now);
    ends[JSON.stringify(now) === JSON.stringify(after) ? 'new' : 'old'] += 1;
    if (at % 20 !== 0) continue;
    expect(runProgram(upgrade, root, 0).status).toBe(0);
    expect(snapshotFolder(root)['Dockerfile'], `call ${at}, then upgraded again`).toEqual(after['Dockerfile']);
  }
  console.log(
    `upgrade killed at ${Math.ceil(calls / STEP)} of its ${calls} file-system calls: ${ends.old} times old, ${ends.new} times new, never anything else`,
  );
  expect(Math.min(ends.old, ends.new)).toBeGreaterThan(20 / STEP);
});

test('SIGKILL at every file-system call of a first create: nothing or everything after the next start', async () => {
  const root = path.join(parent, 'project');
  const create = ['create', root, '--defaults', '--set', 'name=lung-ct'];
  const calls = countCalls(create, root);
  const after = snapshotFolder(root);
  const ends = { nothing: 0, everything: 0 };
  for (let at = 1; at <= calls; at += STEP) {
    fs.rmSync(root, { recursive: true, force: true });
    expect({ at, ...runProgram(create, root, at) }).toMatchObject({ at, signal: 'SIGKILL' });
    await openProject(root).recover();
    const now = fs.existsSync(root) ? snapshotFolder(root) : {};
    expect([{}, after], `call ${at}`).toContainEqual(now);
    ends[Object.keys(now).length === 0 ? 'nothing' : 'everything'] += 1;
  }
  console.log(
    `create killed at ${Math.ceil(calls / STEP)} of its ${calls} file-system calls: ${ends.nothing} times nothing, ${ends.everything} times everything`,
  );
  expect(Math.min(ends.nothing, ends.everything)).toBeGreaterThan(20 / STEP);
});

/** Numbers from 0 up to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('SIGKILL at random calls of an upgrade, and of the program that recovers from it: old or new in the end', () => {
  const seed = Number(process.env['KILL_SEED'] ?? crypto.randomInt(2 ** 31));
  const kills = Number(process.env['KILLS'] ?? 100);
  const random = seeded(seed);
  const aged = path.join(parent, 'aged');
  const root = path.join(parent, 'project');
  expect(runProgram(['create', aged, '--defaults', '--set', 'name=lung-ct'], aged, 0).status).toBe(0);
  age(aged);
  const renew = (): void => {
    fs.rmSync(root, { recursive: true, force: true });
    fs.cpSync(aged, root, { recursive: true });
  };
  const upgrade = ['upgrade', root, '--defaults'];
  renew();
  const calls = countCalls(upgrade, root);
  const after = snapshotFolder(root);
  for (let killed = 0; killed < kills;) {
    renew();
    for (let chain = 0; killed < kills && chain < 3; chain += 1) {
      const at = 1 + Math.floor(random() * calls);
      if (runProgram(upgrade, root, at).signal === 'SIGKILL') killed += 1;
    }
    const last = runProgram(upgrade, root, 0);
    const told = `seed ${String(seed)}, kill ${String(killed)}`;
    expect({ told, ...last }).toMatchObject({ told, status: 0 });
    const { '.tre-container/undo/manifest.json': _, ...now } = snapshotFolder(root);
    const { '.tre-container/undo/manifest.json': __, ...wanted } = after;
    const other = Object.keys(now).filter(
      (name) => now[name] !== wanted[name] && !name.startsWith('.tre-container/undo'),
    );
    expect({ told, other }).toEqual({ told, other: [] });
  }
  console.log(
    `upgrade killed ${String(kills)} times with seed ${String(seed)}: the next run brought it to its end each time`,
  );
});

test('a disk that is really full, where a small one can be mounted', () => {
  const disk = path.join(parent, 'disk');
  fs.mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0;
  try {
    // Where mounting is not allowed, a file in the project's place fails just as early, with its own message.
    if (!mounted) fs.writeFileSync(path.join(disk, 'project'), '');
    const { status, stderr } = runProgram(['create', path.join(disk, 'project'), '--defaults'], disk, 0);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      mounted ? /the disk is full \(ENOSPC\)[^]*Nothing was written[^]*free some space/ : /is not a folder/,
    );
    expect(fs.readdirSync(disk)).toEqual(mounted ? [] : ['project']);
  } finally {
    if (mounted) spawnSync('umount', [disk]);
  }
});
