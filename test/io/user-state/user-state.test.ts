import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findStateFolder } from '../../../src/io/user-state/find-state-folder.ts';
import { UserState } from '../../../src/io/user-state/user-state.ts';

let home: string;
let state: UserState;
let file: string;

beforeEach(() => {
  home = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'state-')));
  state = new UserState({ XDG_STATE_HOME: home });
  file = path.join(home, 'generator-tre-container', 'transactions', 'abc.json');
});

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
    expect(inside.write('keys', 'a', {})).toEqual({ reason: 'the user has no home directory outside the project' });
    expect(new UserState({ XDG_STATE_HOME: home }, path.join(home, 'project')).folder).toBeDefined();
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

  it('takes no name that is a path', () => {
    expect(() => state.read('keys', '../x')).toThrow('not the name of a record');
  });
});
