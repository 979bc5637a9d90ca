import fs from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findStateFolder } from '../../../src/io/user-state/find-state-folder.ts';
import { isGroupOfOne, readAccounts } from '../../../src/io/user-state/group-of-one.ts';
import { UserState } from '../../../src/io/user-state/user-state.ts';

let home: string;
let state: UserState;
let file: string;

beforeEach(() => {
  home = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'state-')));
  state = new UserState({ XDG_STATE_HOME: home });
  file = path.join(home, 'generator-tre-container', 'transactions', 'abc.json');
});

afterEach(() => vi.restoreAllMocks());

/** Has a folder or a link belong to somebody whom nobody knows; whoever is not root can only be told so. */
function giveAway(place: string): void {
  if (process.getuid?.() === 0) return fs.lchownSync(place, stranger, 0);
  const look = fs.lstatSync;
  const told = (asked: fs.PathLike, options?: object): fs.Stats | undefined => {
    const stat = look(asked, options) as fs.Stats | undefined;
    return asked === place && stat !== undefined ? Object.assign(stat, { uid: stranger }) : stat;
  };
  vi.spyOn(fs, 'lstatSync').mockImplementation(told);
}

const stranger = 54321;

describe('the state folder of a user', () => {
  it('lies below XDG_STATE_HOME, and ignores one that depends on the current folder', () => {
    expect(findStateFolder({ XDG_STATE_HOME: '/var/state' }, 'linux')).toBe('/var/state/generator-tre-container');
    expect(findStateFolder({ XDG_STATE_HOME: 'state' }, 'linux')).toMatch(/\.local\/state\/generator-tre-container$/);
    expect(findStateFolder({}, 'darwin')).toMatch(/Library\/Application Support\/generator-tre-container$/);
  });

  it('gives back what was written, for the user alone', () => {
    expect(state.read('transactions', 'abc')).toBeUndefined();
    expect(state.write('transactions', 'abc', { project: '/p' })).toBeUndefined();
    expect(state.read('transactions', 'abc')).toEqual({ format: 1, project: '/p' });
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['abc.json']);
    state.remove('transactions', 'abc');
    expect(state.read('transactions', 'abc')).toBeUndefined();
  });

  it('keeps the record of whoever was first', () => {
    expect(state.keep('keys', 'evidence', { key: 'one' })).toEqual({ kept: { format: 1, key: 'one' } });
    expect(state.keep('keys', 'evidence', { key: 'two' })).toEqual({ kept: { format: 1, key: 'one' } });
  });

  it.each([
    ['a file that others may read', () => fs.chmodSync(file, 0o644)],
    ['a file that is no JSON', () => fs.writeFileSync(file, '{')],
    ['a file of another format', () => fs.writeFileSync(file, '{"format":2}')],
    ['a file that is too large', () => fs.writeFileSync(file, JSON.stringify({ format: 1, text: 'x'.repeat(70_000) }))],
    ['a link', () => (fs.renameSync(file, `${file}.real`), fs.symlinkSync(`${file}.real`, file))],
    ['a folder that others may write', () => fs.chmodSync(path.dirname(file), 0o777)],
    [
      'a folder that is a link',
      () => (
        fs.renameSync(path.dirname(file), path.join(home, 'elsewhere')),
        fs.symlinkSync(path.join(home, 'elsewhere'), path.dirname(file))
      ),
    ],
  ])('does not believe %s', (_, spoil) => {
    state.write('transactions', 'abc', { project: '/p' });
    spoil();
    expect(state.read('transactions', 'abc')).toBeUndefined();
  });

  it('is not used inside the project at hand, not even through a link', () => {
    const link = path.join(home, 'link');
    fs.mkdirSync(path.join(home, 'project'));
    fs.symlinkSync(path.join(home, 'project'), link);
    const inside = new UserState({ XDG_STATE_HOME: path.join(link, '.state') }, path.join(home, 'project'));
    expect(inside.folder).toBeUndefined();
    expect(inside.write('keys', 'a', {})).toEqual({
      reason: expect.stringContaining('lies inside the project, or the repository around it') as string,
    });
    expect(new UserState({ XDG_STATE_HOME: home }, path.join(home, 'project')).folder).toBeDefined();
  });

  it.each(['.git', 'a file'])('is not used in a repository around the project at hand: %s', (kind) => {
    const project = path.join(home, 'repository', 'tre', 'lung');
    fs.mkdirSync(project, { recursive: true });
    const mark = path.join(home, 'repository', '.git');
    if (kind === '.git') fs.mkdirSync(mark);
    else fs.writeFileSync(mark, 'gitdir: /elsewhere\n');
    fs.symlinkSync(path.join(home, 'repository'), path.join(home, 'link'));
    for (const place of ['repository', 'repository/tre/s', 'link/s'])
      expect(new UserState({ XDG_STATE_HOME: path.join(home, place) }, project).folder).toBeUndefined();
    expect(new UserState({ XDG_STATE_HOME: path.join(home, 'own') }, project).folder).toBeDefined();
  });

  it('is not believed below a folder that everybody may write, unless only owners rename there', () => {
    const shared = path.join(home, 'shared');
    const below = { XDG_STATE_HOME: path.join(shared, 'state') };
    fs.mkdirSync(shared);
    fs.chmodSync(shared, 0o1777);
    expect(new UserState(below).write('keys', 'a', { key: 'b' })).toBeUndefined();
    expect(new UserState(below).read('keys', 'a')).toBeDefined();
    fs.chmodSync(shared, 0o777);
    expect(new UserState(below).read('keys', 'a')).toBeUndefined();
    expect(new UserState(below).write('keys', 'b', {})).toEqual({
      reason: `everybody may put another folder in the place of what lies in ${shared}`,
    });
  });

  it('is not believed below a folder that a group of others may write', () => {
    const shared = path.join(home, 'shared');
    const below = { XDG_STATE_HOME: path.join(shared, 'state') };
    fs.mkdirSync(shared);
    fs.chmodSync(shared, 0o775);
    const user = process.getuid?.() ?? 0;
    // Root can give it to a group that nobody knows; whoever else runs this has the group that is there.
    if (user === 0) fs.chownSync(shared, 0, 54321);
    const isOne = isGroupOfOne(fs.statSync(shared).gid, user, readAccounts());
    expect(user === 0 && isOne).toBe(false);
    expect(new UserState(below).write('keys', 'b', {})).toEqual(
      isOne
        ? undefined
        : {
            reason: `its group may put another folder in the place of what lies in ${shared}, until chmod g-w is run on that`,
          },
    );
    fs.chmodSync(shared, 0o1775);
    expect(new UserState(below).write('keys', 'b', {})).toBeUndefined();
  });

  it.each([
    ['the named folder', '.'],
    ['a folder above it', '..'],
    ['a folder high above it', '../..'],
  ])('is not believed where %s belongs to somebody else, whatever its permissions', (_, which) => {
    const named = path.join(home, 'a', 'b', 'state');
    fs.mkdirSync(named, { recursive: true });
    const below = (): UserState => new UserState({ XDG_STATE_HOME: named });
    expect(below().write('keys', 'a', { key: 'b' })).toBeUndefined();
    const foreign = path.join(named, which);
    giveAway(foreign);
    expect(below().read('keys', 'a')).toBeUndefined();
    expect(below().write('keys', 'b', {})).toEqual({
      reason: `${foreign} belongs to another user (uid 54321), who may put another folder in the place of what lies in it, until XDG_STATE_HOME names a folder of your own`,
    });
  });

  it.each([
    ['the folder that holds a link', 'theirs', 'put another folder in the place of what lies in it'],
    ['a link', 'theirs/link', 'lead it elsewhere'],
    ['what a link leads to', 'own', 'put another folder in the place of what lies in it'],
    ['a folder between two links', 'between', 'put another folder in the place of what lies in it'],
  ])('is not believed where %s belongs to somebody else', (_, foreign, may) => {
    for (const folder of ['theirs', 'between', 'own/state', 'mine'])
      fs.mkdirSync(path.join(home, folder), { recursive: true });
    fs.symlinkSync('../between/link', path.join(home, 'theirs', 'link'));
    fs.symlinkSync(path.join(home, 'own'), path.join(home, 'between', 'link'));
    const below = (): UserState => new UserState({ XDG_STATE_HOME: path.join(home, 'theirs', 'link', 'state') });
    expect(below().write('keys', 'a', { key: 'b' })).toBeUndefined();
    giveAway(path.join(home, foreign));
    expect(below().write('keys', 'b', {})).toEqual({
      reason: expect.stringContaining(
        `${path.join(home, foreign)} belongs to another user (uid 54321), who may ${may}`,
      ) as string,
    });
    expect(new UserState({ XDG_STATE_HOME: path.join(home, 'mine') }).write('keys', 'b', {})).toBeUndefined();
  });

  it('is not used behind a link that leads to itself', () => {
    fs.symlinkSync('loop', path.join(home, 'loop'));
    const behind = new UserState({ XDG_STATE_HOME: path.join(home, 'loop', 'state') });
    expect(behind.read('keys', 'a')).toBeUndefined();
    expect(behind.write('keys', 'a', {})).toEqual({ reason: expect.stringContaining('cannot be written') as string });
  });

  it('is not believed in a home of somebody else, which sudo may have kept', () => {
    vi.spyOn(os, 'homedir').mockReturnValue(home);
    giveAway(home);
    expect(new UserState({}).write('keys', 'a', {})).toEqual({
      reason: expect.stringContaining(`${home} belongs to another user (uid 54321)`) as string,
    });
  });

  it('says why it cannot remember, and throws nothing', () => {
    fs.writeFileSync(path.join(home, 'generator-tre-container'), '');
    expect(state.write('keys', 'a', {})).toEqual({
      reason: expect.stringContaining('is not a folder of this user alone'),
    });
    expect(state.keep('keys', 'a', {})).toEqual({
      reason: expect.stringContaining('is not a folder of this user alone'),
    });
    expect(state.read('keys', 'a')).toBeUndefined();
    state.remove('keys', 'a');
    state.removeOld('keys', 0);
  });

  it('forgets what is old', () => {
    state.write('transactions', 'abc', {});
    state.write('transactions', 'def', {});
    fs.utimesSync(file, 0, 0);
    state.removeOld('transactions', 60_000);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['def.json']);
  });

  it('lets go of what is too much, whatever the clock says', () => {
    for (let index = 0; index < 30; index += 1) {
      state.write('runs', `r${String(index)}`, {});
      fs.utimesSync(path.join(home, 'generator-tre-container', 'runs', `r${String(index)}.json`), 0, 0);
    }
    state.removeSurplus('runs', 30);
    expect(fs.readdirSync(path.join(home, 'generator-tre-container', 'runs'))).toHaveLength(30);
    state.removeSurplus('runs', 25);
    expect(fs.readdirSync(path.join(home, 'generator-tre-container', 'runs'))).toHaveLength(25);
  });

  it('takes no name that is a path', () => {
    expect(() => state.read('keys', '../x')).toThrow('not the name of a record');
  });
});
