import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProject } from '../../../src/io/project/project-files.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { Plan, PlanEntry } from '../../../src/model/upgrade/plan.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

let parent: string;
let root: string;

beforeEach(() => {
  parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'project-files-')));
  root = path.join(parent, 'project');
});
afterEach(() => fs.rmSync(parent, { recursive: true }));

const at = (file: string): string => path.join(root, file);
const put = (file: string, text: string | Buffer, mode = 0o644): void => {
  fs.mkdirSync(path.dirname(at(file)), { recursive: true });
  fs.writeFileSync(at(file), text);
  fs.chmodSync(at(file), mode);
};
const modeOf = (file: string): number => fs.statSync(at(file)).mode & 0o7777;
const entry = { reason: 'r', ownership: 'shared' } as const;
const write = (file: string, text: string, more: Partial<PlanEntry> = {}): PlanEntry => ({
  path: file,
  action: 'create',
  ...entry,
  next: { text, executable: false },
  ...more,
});
const remove = (file: string, text: string, executable = false): PlanEntry => ({
  path: file,
  action: 'delete',
  ...entry,
  current: { text, executable },
});
const update = (file: string, before: boolean, after: boolean): PlanEntry =>
  write(file, 'new', { current: { text: 'old', executable: before }, next: { text: 'new', executable: after } });

async function problemsOf(action: Promise<unknown>): Promise<UserError['problems']> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error.problems;
  throw new Error(`no UserError but ${String(error)}`);
}

describe('reading', () => {
  test('gives what is there and leaves out what is not', async () => {
    put('a', 'text\n');
    put('run.sh', 'x', 0o755);
    const tree = await openProject(root).read(['a', 'run.sh', 'missing', 'no/such/folder']);
    expect(Object.fromEntries(tree)).toEqual({
      a: { text: 'text\n', executable: false },
      'run.sh': { text: 'x', executable: true },
    });
  });
  test('a folder that does not exist has no files', async () => {
    expect((await openProject(root).read(['a'])).size).toBe(0);
  });
  test('keeps byte order marks and bytes that are not UTF-8', async () => {
    put('mark', '\uFEFFx\r\n');
    put('latin', Buffer.from([0x63, 0xe9]));
    const tree = await openProject(root).read(['mark', 'latin']);
    expect(tree.get('mark')?.text).toBe('\uFEFFx\r\n');
    expect(tree.get('latin')).toEqual({ text: 'c\u00e9', executable: false, binary: true });
  });
  test('names everything that cannot be read at once', async () => {
    put('inside/real', 'x');
    fs.writeFileSync(path.join(parent, 'outside'), 'secret');
    fs.symlinkSync(path.join(parent, 'outside'), at('link'));
    fs.symlinkSync(parent, at('folder-link'));
    fs.symlinkSync('nowhere', at('dangling'));
    fs.symlinkSync('circle', at('circle'));
    fs.mkdirSync(at('folder/deep'), { recursive: true });
    fs.writeFileSync(at('folder/deep/mine'), '');
    put('file', 'x');
    const paths = [
      'link',
      'folder-link/outside',
      'dangling',
      'circle',
      'folder',
      'file/below',
      '../outside',
      '/etc/passwd',
      'inside/real',
    ];
    const problems = await problemsOf(openProject(root).read(paths));
    expect(problems.map(({ where }) => where)).toEqual([
      '../outside',
      '/etc/passwd',
      'circle',
      'dangling',
      'file/below',
      'folder',
      'folder-link',
      'link',
    ]);
    expect(problems.find(({ where }) => where === 'folder')?.what).toContain('folder/deep/mine');
    expect(problems.filter(({ where, fix }) => fix === undefined && !/^(\.\.|\/)/.test(where ?? ''))).toEqual([]);
  });
  test('follows links that stay inside', async () => {
    put('docs/real.md', 'x');
    fs.symlinkSync('docs/real.md', at('link.md'));
    expect((await openProject(root).read(['link.md'])).get('link.md')?.text).toBe('x');
  });
  test('a folder of nothing but our files counts as absent', async () => {
    put('ces/run.sh', 'x');
    expect([...(await openProject(root).read(['ces', 'ces/run.sh'])).keys()]).toEqual(['ces/run.sh']);
  });
  test('a file in place of the project is refused', async () => {
    fs.writeFileSync(root, '');
    expect((await problemsOf(openProject(root).read(['a'])))[0]).toMatchObject({
      where: root,
      what: 'is not a folder',
    });
    expect((await problemsOf(openProject(root).apply([write('a', 'x')])))[0].where).toBe(root);
  });
});

describe('applying', () => {
  test('writes, removes and leaves nothing else behind', async () => {
    put('gone/deep/file', 'old');
    put('kept', 'k');
    await openProject(root).apply([
      write('new/sub/file', 'n\n'),
      write('run.sh', '#!/bin/sh\n', { next: { text: '#!/bin/sh\n', executable: true } }),
      remove('gone/deep/file', 'old'),
    ]);
    expect(Object.keys(snapshotFolder(root))).toEqual(['kept', 'new', 'new/sub', 'new/sub/file', 'run.sh']);
    expect(modeOf('run.sh') & 0o111).toBe(0o111 & ~process.umask());
    expect(modeOf('new/sub/file')).toBe(0o666 & ~process.umask());
  });
  test('keeps the permissions of a file, and changes the executable bit only when the plan does', async () => {
    put('a', 'old', 0o440);
    put('b', 'old', 0o640);
    put('c', 'old', 0o750);
    await openProject(root).apply([update('a', false, false), update('b', false, true), update('c', true, false)]);
    expect([modeOf('a'), modeOf('b'), modeOf('c')]).toEqual([0o440, 0o750, 0o640]);
  });
  test('changes the executable bit alone', async () => {
    put('a', 'same', 0o600);
    await openProject(root).apply([
      write('a', 'same', { current: { text: 'same', executable: false }, next: { text: 'same', executable: true } }),
    ]);
    expect(modeOf('a')).toBe(0o700);
  });
  test('a moved file takes its permissions along', async () => {
    put('old', 'x', 0o750);
    const current = { text: 'x', executable: true };
    await openProject(root).apply([
      remove('old', 'x', true),
      write('sub/new', 'x', { movedFrom: 'old', next: current }),
    ]);
    expect(snapshotFolder(root)).toMatchObject({ 'sub/new': '750 x' });
    expect(fs.existsSync(at('old'))).toBe(false);
  });
  test('writes through a link that stays inside, and keeps the link', async () => {
    put('docs/real.md', 'x');
    fs.symlinkSync('docs/real.md', at('link.md'));
    await openProject(root).apply([write('link.md', 'y', { current: { text: 'x', executable: false } })]);
    expect(fs.readlinkSync(at('link.md'))).toBe('docs/real.md');
    expect(fs.readFileSync(at('docs/real.md'), 'utf8')).toBe('y');
  });
  test('turns a file into a folder and a folder into a file', async () => {
    put('a', 'file');
    put('b/inner', 'file');
    await openProject(root).apply([
      remove('a', 'file'),
      write('a/inner', 'x'),
      remove('b/inner', 'file'),
      write('b', 'y'),
    ]);
    expect(Object.keys(snapshotFolder(root))).toEqual(['a', 'a/inner', 'b']);
  });
  test('refuses everything when one file is not what the plan saw, and names all of them', async () => {
    put('a', 'edited meanwhile');
    put('b', 'appeared meanwhile');
    const before = snapshotFolder(root);
    const problems = await problemsOf(
      openProject(root).apply([
        write('a', 'new', { current: { text: 'old', executable: false } }),
        write('b', 'new'),
        write('c', 'new'),
      ]),
    );
    expect(problems.map(({ where }) => where)).toEqual(['a', 'b']);
    expect(snapshotFolder(root)).toEqual(before);
  });
  test('refuses to write out of the project', async () => {
    fs.mkdirSync(root);
    fs.symlinkSync(parent, at('out'));
    const problems = await problemsOf(openProject(root).apply([write('out/x', 'x'), write('../y', 'y')]));
    expect(problems).toHaveLength(2);
    expect(fs.readdirSync(parent)).toEqual(['project']);
  });
  test('nothing to write makes no folder', async () => {
    await openProject(root).apply([]);
    expect(fs.existsSync(root)).toBe(false);
  });
});

describe('undoing', () => {
  const old = { text: 'old', executable: false };
  async function prepare(): Promise<Record<string, string>> {
    put('changed', 'old', 0o640);
    put('removed/deep/file', 'old', 0o600);
    fs.chmodSync(at('removed/deep'), 0o750);
    put('bytes', Buffer.from([0xff, 0xfe, 0x00]));
    const before = snapshotFolder(root);
    const plan: Plan = [
      write('changed', 'new', { current: old }),
      remove('removed/deep/file', 'old'),
      write('fresh/sub/file', 'new'),
      write('bytes', 'text', { current: { text: '\u00ff\u00fe\u0000', executable: false, binary: true } }),
    ];
    await openProject(root).apply(plan, { undo: 'upgrade 1 to 2' });
    return before;
  }
  test('brings back every byte and mode, once', async () => {
    const before = await prepare();
    const project = openProject(root);
    expect(await project.undoPoint()).toEqual({
      label: 'upgrade 1 to 2',
      paths: ['bytes', 'changed', 'fresh/sub/file', 'removed/deep/file'],
      edited: [],
      foreign: [],
    });
    await project.undo();
    expect(snapshotFolder(root)).toEqual(before);
    expect(await project.undoPoint()).toBeUndefined();
    expect((await problemsOf(project.undo()))[0].what).toBe('there is nothing to undo');
  });
  test('says what was edited since', async () => {
    await prepare();
    put('changed', 'mine');
    put('removed/deep/file', 'again');
    expect((await openProject(root).undoPoint())?.edited).toEqual(['changed', 'removed/deep/file']);
  });
  test('only the last undoable plan can be undone; others leave it', async () => {
    const before = await prepare();
    await openProject(root).apply([write('other', 'x')]);
    await openProject(root).undo();
    fs.rmSync(at('other'));
    expect(snapshotFolder(root)).toEqual(before);
  });
});
