import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openProject } from '../../../src/io/project/project-files.ts';
import { signText, thisHost } from '../../../src/io/transaction/proof.ts';
import { UserState } from '../../../src/io/user-state/user-state.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { PlanEntry } from '../../../src/model/upgrade/plan.ts';
import { withFault } from '../../helpers/faulty-file-system.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

const secret = 'secret of this user';
const sha = (text: string): string => crypto.hash('sha256', text);
const token = 'ab'.repeat(16);
const entry = (file: string, next: string, current?: string): PlanEntry => ({
  path: file,
  action: 'update',
  reason: 'r',
  ownership: 'shared',
  next: { text: next, executable: false },
  ...(current === undefined ? {} : { current: { text: current, executable: false } }),
});
const write = [entry('fresh', 'x')];

let root: string;
let victim: string;

beforeEach(() => {
  const parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'leftovers-')));
  root = path.join(parent, 'project');
  victim = path.join(parent, 'victim');
  for (const folder of [root, victim]) fs.mkdirSync(folder);
  put('README.md', 'mine');
  fs.writeFileSync(path.join(victim, 'thesis.txt'), 'precious');
  new UserState(process.env).remove('transactions', token);
});

function put(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}

const link = (file: string, target: string): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.symlinkSync(target, path.join(root, file));
};

async function refusal(action: Promise<unknown>): Promise<string> {
  return action.then(
    () => 'nothing was refused',
    (error: unknown) => {
      if (error instanceof UserError) return error.message;
      throw error;
    },
  );
}

/** A committed transaction that overwrites README.md, as a run would have left it. `by`: what is known of that run here. */
function leave(
  options: {
    readonly by?: object;
    readonly pid?: number;
    readonly host?: string;
    readonly signed?: string;
    readonly journal?: object;
  } = {},
): string {
  const name = `${options.pid ?? 999_999}@${options.host ?? thisHost()}+${token}`;
  if (options.by !== undefined)
    new UserState(process.env).write('transactions', token, {
      project: root,
      transaction: name,
      secret,
      ...options.by,
    });
  const operations = [{ path: 'README.md', target: 'README.md', before: sha('mine'), saved: '0', after: sha('new') }];
  const journal = {
    format: 1,
    label: 'upgrade',
    undoPoint: 'leave',
    operations,
    newFolders: [],
    folderModes: {},
    ...options.journal,
  };
  put(`.tre-container/tx/${name}/new/0`, 'new');
  put(`.tre-container/tx/${name}/undo/0`, 'mine');
  put(`.tre-container/tx/${name}/journal.json`, signText(JSON.stringify(journal), options.signed ?? secret));
  return name;
}

describe('a transaction of a run that died', () => {
  it('is completed where this user began it', async () => {
    leave({ by: {} });
    expect(await openProject(root).findInterrupted()).toMatch(/will be completed/);
    expect(await openProject(root).recover()).toMatch(/was completed/);
    expect(snapshotFolder(root)).toEqual({ 'README.md': expect.stringContaining('new') as string });
    expect(new UserState(process.env).read('transactions', token)).toBeUndefined();
  });

  it.each([
    ['nothing is known of the run', {}],
    ['the record is of another project', { by: { project: '/elsewhere' } }],
    ['the record is of another transaction', { by: { transaction: 'other' } }],
    ['the journal is signed by somebody else', { by: {}, signed: 'guessed' }],
    ['the journal is not signed', { by: {}, signed: '' }],
  ])('is neither finished nor discarded where %s', async (_, options) => {
    leave(options);
    const before = snapshotFolder(root);
    const project = openProject(root);
    expect(await project.findInterrupted()).toMatch(/no run of yours began here; it is left as it is$/);
    expect(await refusal(project.recover())).toMatch(/upgrade --abort --force/);
    expect(await refusal(project.apply(write))).toMatch(/no run of yours began here/);
    expect(snapshotFolder(root)).toEqual(before);
  });

  it('begins no line by its name, nor by its label', async () => {
    leave({ by: {} });
    put('.tre-container/tx/\u001b[31m\nnothing to fix, 46 passed/x', '');
    const project = openProject(root);
    expect(await project.findInterrupted()).toMatch(/^\P{Cc}*$/u);
    expect(await project.findInterrupted()).toContain(String.raw`\u000anothing to fix`);
  });

  it('waits for a run that lives', async () => {
    leave({ by: {}, pid: process.ppid });
    expect(await openProject(root).findInterrupted()).toMatch(/another run/);
    expect(await refusal(openProject(root).apply(write))).toMatch(/another run/);
    expect(await refusal(openProject(root).takeOver())).toMatch(/another run/);
  });

  it('waits a minute for one on another machine that has the same home', async () => {
    const name = leave({ by: {}, host: 'elsewhere' });
    expect(await refusal(openProject(root).recover())).toMatch(/another run/);
    fs.utimesSync(path.join(root, '.tre-container/tx', name), 0, 0);
    expect(await openProject(root).recover()).toMatch(/was completed/);
  });

  it('does not give a saved or staged file that is not what was recorded', async () => {
    const name = leave({ by: {} });
    put(`.tre-container/tx/${name}/new/0`, 'forged');
    expect(await refusal(openProject(root).recover())).toMatch(/is not the file that was put there/);
    expect(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).toBe('mine');
  });
});

describe('whoever comes from another machine', () => {
  it('takes the transaction back by --abort --force, and is told what was done', async () => {
    leave();
    put('README.md', 'new');
    expect(await openProject(root).takeOver()).toEqual(['taken back: upgrade', 'README.md is as before']);
    expect(snapshotFolder(root)).toEqual({ 'README.md': expect.stringContaining('mine') as string });
    expect(await openProject(root).takeOver()).toEqual([]);
  });

  it('keeps what is not as that run left it', async () => {
    leave({ by: { project: '/home/before/the/move' } });
    put('README.md', 'edited since');
    expect(await openProject(root).takeOver()).toEqual([
      'taken back: upgrade',
      'README.md was left alone: it is not as that run left it',
    ]);
    expect(snapshotFolder(root)).toEqual({ 'README.md': expect.stringContaining('edited since') as string });
  });

  it.each([
    ['.git/hooks/pre-commit', 'lies in a folder of version control'],
    ['.GIT/config', 'lies in a folder of version control'],
    ['../outside', 'is not a path inside the project'],
    ['.tre-container/tx/x', 'lies in a folder of this program'],
  ])('is not led to %s', async (target, why) => {
    leave({ journal: { operations: [{ path: 'README.md', target, after: sha('new') }] } });
    expect(await refusal(openProject(root).takeOver())).toContain(why);
  });

  it('does not remove what no transaction makes', async () => {
    const name = leave();
    put(`.tre-container/tx/${name}/thesis.txt`, 'precious');
    expect(await refusal(openProject(root).takeOver())).toMatch(
      /holds something that no run of this program put there/,
    );
    expect(fs.existsSync(path.join(root, '.tre-container/tx', name, 'thesis.txt'))).toBe(true);
  });

  it('makes no file run as its owner, nor one that everybody may write', async () => {
    const name = leave();
    fs.chmodSync(path.join(root, '.tre-container/tx', name, 'undo/0'), 0o6777);
    put('README.md', 'new');
    await openProject(root).takeOver();
    expect(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).toBe('mine');
    expect(fs.statSync(path.join(root, 'README.md')).mode & 0o7777).toBe(0o775);
  });

  it('gives no folder other permissions', async () => {
    fs.mkdirSync(path.join(root, 'src'), { mode: 0o755 });
    leave({ journal: { folderModes: { src: 0o4777 } } });
    await openProject(root).takeOver();
    expect(fs.statSync(path.join(root, 'src')).mode & 0o7777).toBe(0o755);
  });
});

describe('a part of our own folder that is no folder or file', () => {
  it.each([
    ['.tre-container', '../victim'],
    ['.tre-container/tx', '../../victim'],
    [`.tre-container/tx/1@x`, '../../../victim'],
    [`.tre-container/tx/999999@${os.hostname()}+${token}`, '../../../victim'],
  ])('%s is not followed', async (place, target) => {
    link(place, target);
    const project = openProject(root);
    expect(await project.findInterrupted()).toMatch(/is not a folder but a link/);
    for (const action of [project.recover(), project.takeOver(), project.apply(write)])
      expect(await refusal(action)).toMatch(/is not a folder but a link/);
    expect(fs.readdirSync(victim)).toEqual(['thesis.txt']);
  });

  it('the undo point is not followed, and nothing in it is removed that is not ours', async () => {
    link('.tre-container/undo', '../../victim');
    expect(await refusal(openProject(root).apply(write, { undo: 'upgrade' }))).toMatch(/is not a folder but a link/);
    expect(await refusal(openProject(root).undo())).toMatch(/is not a folder but a link/);
    fs.unlinkSync(path.join(root, '.tre-container/undo'));
    put('.tre-container/undo/thesis.txt', 'precious');
    expect(await refusal(openProject(root).apply(write, { undo: 'upgrade' }))).toMatch(
      /is nothing that this program put there/,
    );
    expect(fs.readdirSync(path.join(root, '.tre-container/undo'))).toEqual(['thesis.txt']);
  });

  it.each(['baseline.json', 'pending.json'])('%s is not read through a link', async (name) => {
    put('elsewhere.json', '{}');
    link(`.tre-container/${name}`, '../elsewhere.json');
    expect(await refusal(openProject(root).read([`.tre-container/${name}`]))).toMatch(/is a symbolic link/);
  });

  it('a pipe is not waited for', async () => {
    fs.mkdirSync(path.join(root, '.tre-container/undo'), { recursive: true });
    execFileSync('mkfifo', [
      path.join(root, '.tre-container/undo/manifest.json'),
      path.join(root, '.tre-container/pending.json'),
    ]);
    expect(await refusal(openProject(root).undoPoint())).toMatch(/is nothing that this program put there/);
    expect(await refusal(openProject(root).read(['.tre-container/pending.json']))).toMatch(/pipe/);
  });
});

/** An undo point that saved one file. */
function forge(operation: object, saved: () => void): void {
  const operations = [{ path: 'src/data.txt', target: 'src/data.txt', before: sha('saved'), saved: '0', ...operation }];
  put(
    '.tre-container/undo/manifest.json',
    JSON.stringify({
      format: 1,
      label: 'upgrade',
      undoPoint: 'replace',
      operations,
      newFolders: [],
      folderModes: {},
    }),
  );
  saved();
}

describe('an undo point', () => {
  it.each([
    ['one long path', ['a/'.repeat(300)], /lies more than 64 folders deep/],
    [
      'many deep paths',
      Array.from({ length: 1000 }, (_, at) => `${String(at)}/${'a/'.repeat(60)}`),
      /have more than 50000 parts together/,
    ],
  ])('that came with a project and names %s is not read to its end', async (_, folders, words) => {
    const operations = folders.map((folder) => ({
      path: `${folder}x`,
      target: `${folder}x`,
      before: sha('a'),
      saved: '0',
    }));
    put(
      '.tre-container/undo/manifest.json',
      `${JSON.stringify({ format: 1, label: 'upgrade', undoPoint: 'replace', operations, newFolders: [], folderModes: {} })}\n`,
    );
    put('.tre-container/undo/0', 'a');
    expect(await refusal(openProject(root).undo())).toMatch(words);
  });

  it('gives back what it saved', async () => {
    forge({}, () => put('.tre-container/undo/0', 'saved'));
    await openProject(root).undo();
    expect(fs.readFileSync(path.join(root, 'src/data.txt'), 'utf8')).toBe('saved');
  });

  it.each([
    [
      'a link',
      () => link('.tre-container/undo/0', '../../../victim/thesis.txt'),
      /is nothing that this program put there/,
    ],
    ['other bytes', () => put('.tre-container/undo/0', 'other'), /is not what was saved there/],
    ['nothing', () => undefined, /is missing/],
  ])('gives back nothing from %s', async (_, saved, message) => {
    forge({}, saved);
    expect(await refusal(openProject(root).undo())).toMatch(message);
    expect(fs.existsSync(path.join(root, 'src'))).toBe(false);
  });

  it('makes no file run as its owner', async () => {
    forge(
      {},
      () => (put('.tre-container/undo/0', 'saved'), fs.chmodSync(path.join(root, '.tre-container/undo/0'), 0o4755)),
    );
    await openProject(root).undo();
    expect(fs.statSync(path.join(root, 'src/data.txt')).mode & 0o7777).toBe(0o755);
  });

  it('is no fault of this program where somebody takes a file away meanwhile', async () => {
    forge({ after: sha('now') }, () => put('.tre-container/undo/0', 'saved'));
    put('src/data.txt', 'now');
    const file = path.join(root, 'src/data.txt');
    const { openSync } = fs;
    const spy = vi.spyOn(fs, 'openSync').mockImplementation((...given) => {
      if (given[0] === file) fs.rmSync(file, { force: true });
      return openSync(...given);
    });
    const told = await refusal(openProject(root).undo()).finally(() => spy.mockRestore());
    expect(told).toMatch(/ENOENT[^]*Somebody may be changing the project/);
  });

  it('makes no file that everybody may write', async () => {
    forge(
      {},
      () => (put('.tre-container/undo/0', 'saved'), fs.chmodSync(path.join(root, '.tre-container/undo/0'), 0o6777)),
    );
    await openProject(root).undo();
    expect(fs.statSync(path.join(root, 'src/data.txt')).mode & 0o7777).toBe(0o775);
  });

  it('leads to nothing of version control', async () => {
    forge({ target: '.git/config' }, () => put('.tre-container/undo/0', 'saved'));
    expect(await refusal(openProject(root).undo())).toMatch(/lies in a folder of version control/);
  });
});

describe('a target', () => {
  it.each(['.git/hooks/pre-commit', '.Git/config', 'sub/.git', '.hg/hgrc', '.tre-container/undo/manifest.json'])(
    '%s is never written',
    async (file) => {
      expect(await refusal(openProject(root).apply([entry(file, 'x')]))).toMatch(/are never written/);
      expect(Object.keys(snapshotFolder(root))).toEqual(['README.md']);
    },
  );

  it('is judged by where links lead', async () => {
    fs.mkdirSync(path.join(root, '.git/hooks'), { recursive: true });
    link('docs', '.git');
    link('records', '.tre-container');
    put('.tre-container/baseline.json', '{}');
    expect(await refusal(openProject(root).apply([entry('docs/hooks/pre-commit', 'x')]))).toMatch(
      /into a folder of version control, or of this program/,
    );
    expect(await refusal(openProject(root).apply([entry('records/baseline.json', 'x', '{}')]))).toMatch(
      /into a folder of version control, or of this program/,
    );
  });
});

describe('without a state folder', () => {
  it('works, says what a crash would mean, and the crash is taken back by hand', async () => {
    const kept = process.env['XDG_STATE_HOME'];
    const warnings: string[] = [];
    process.env['XDG_STATE_HOME'] = '/proc/nothing';
    try {
      const project = openProject(root, (sentence) => warnings.push(sentence));
      await project.apply(write);
      expect(warnings).toEqual([expect.stringContaining(`upgrade --abort --force ${root}`)]);
      const before = snapshotFolder(root);
      const apply = async (): Promise<void> =>
        openProject(root).apply([entry('README.md', 'new', 'mine'), entry('other', 'y')]);
      let takenBack = 0;
      for (let at = 1; ; at += 5) {
        const { calls } = await withFault(at, { kind: 'kill' }, apply);
        const lines = await openProject(root).takeOver();
        const now = snapshotFolder(root);
        const isNew = now['other'] !== undefined;
        // Killed when everything was in place, it stays.
        expect(now, `call ${at}: ${lines.join(', ')}`).toEqual(
          isNew
            ? {
                ...before,
                'README.md': before['README.md']?.replace('mine', 'new'),
                other: before['fresh']?.replace('x', 'y'),
              }
            : before,
        );
        if (calls < at) break;
        if (lines.some((line) => line.startsWith('taken back'))) takenBack += 1;
        if (!isNew) continue;
        fs.unlinkSync(path.join(root, 'other'));
        put('README.md', 'mine');
      }
      expect(takenBack).toBeGreaterThan(0);
    } finally {
      process.env['XDG_STATE_HOME'] = kept;
    }
  });
});
