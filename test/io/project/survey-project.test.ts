import fs from 'node:fs';
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { surveyProject } from '../../../src/io/project/survey-project.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'survey-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

function unreadOf(path: string): string | undefined {
  return surveyProject(root).files.find((file) => file.path === path)?.unread;
}

test('files with text, size and mode, in order', async () => {
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'src/run.sh'), 'é\n', { mode: 0o755 });
  await writeFile(join(root, 'Dockerfile'), 'FROM a\n');
  expect(surveyProject(root).files).toEqual([
    { path: 'Dockerfile', size: 7, executable: false, text: 'FROM a\n' },
    { path: 'src/run.sh', size: 3, executable: true, text: 'é\n' },
  ]);
});

test('a list for pip is read in UTF-16, as pip reads it, and nothing else is', async () => {
  const wide = Buffer.from('\uFEFFpandas==3.0.6\r\n', 'utf16le');
  await writeFile(join(root, 'requirements.txt'), wide);
  await writeFile(join(root, 'big.in'), Buffer.from(wide).swap16());
  await writeFile(join(root, 'main.py'), wide);
  await writeFile(join(root, 'cut.txt'), wide.subarray(0, -1));
  const texts = surveyProject(root).files.map(({ path, text }) => [path, text]);
  expect(texts).toContainEqual(['requirements.txt', 'pandas==3.0.6\r\n']);
  expect(texts).toContainEqual(['big.in', 'pandas==3.0.6\r\n']);
  expect(texts).toContainEqual(['main.py', undefined]);
  expect(texts).toContainEqual(['cut.txt', undefined]);
});

test('a file of a gigabyte is not read', async () => {
  const file = await open(join(root, 'Dockerfile'), 'w');
  await file.truncate(1024 ** 3);
  await file.close();
  expect(unreadOf('Dockerfile')).toBe('it is 1.0 GiB; more than 1 MiB is not read');
});

test('binary files, other encodings and links out of the project say so', async () => {
  await writeFile(join(root, 'binary'), Buffer.from([70, 0, 1]));
  await writeFile(join(root, 'latin.json'), Buffer.from([0xe9, 0x0a]));
  await symlink('/etc/hostname', join(root, 'out'));
  await symlink('nowhere', join(root, 'broken'));
  await symlink('loop', join(root, 'loop'));
  expect(['binary', 'latin.json', 'out', 'broken', 'loop'].map(unreadOf)).toEqual([
    'it is binary, not text',
    'it is not UTF-8; save it as UTF-8, or if it is Latin-1: iconv -f LATIN1 -t UTF-8 latin.json > latin.json.utf8 && mv latin.json.utf8 latin.json',
    'it is a link out of the project, which is not followed; put a copy of the file in its place',
    'it is a link to something that is not there; correct the link, or remove it: rm broken',
    'it is a link that leads to itself; remove it: rm loop',
  ]);
});

test('Latin-1 is read where what runs the file would read it', async () => {
  const files: Readonly<Record<string, readonly [string, boolean]>> = {
    'a.R': ['# 50 \u00A3\nsource("gone.R")\n', true],
    'b.txt': ['caf\u00E9\r\n', true],
    'c.py': ['#!/usr/bin/env python\n# -*- coding: latin-1 -*-\nx = "\u00E9"\n', true],
    'd.py': ['x = "\u00E9"\n', false],
    'e.py': ['x = "\u00E9"\n\n# coding: latin-1\n', false],
    'f.ipynb': ['{"cells": "\u00E9"}', false],
    'g.pkl': ['\u0080\u0004x', false],
    'h.R': ['# \u0083\u0065\u0083\u0058\u0083\u0067\u0081\u00E3\u0082\u00B1\nx <- 1\n', false],
    'i.R': ['x <- "\u00E9\0"\n', false],
    Dockerfile: ['FROM a # \u00E9\n', false],
  };
  for (const [name, [text]] of Object.entries(files)) await writeFile(join(root, name), Buffer.from(text, 'latin1'));
  const found = surveyProject(root).files.filter(({ path }) => Object.hasOwn(files, path));
  for (const { path, text, isLatin1, unread } of found) {
    const [written, isRead] = files[path] ?? ['', false];
    expect([path, text, isLatin1]).toEqual([path, isRead ? written : undefined, isRead ? true : undefined]);
    expect(unread === undefined, `file ${path}`).toBe(isRead);
  }
  expect(found.length).toBe(Object.keys(files).length);
});

/** A call of the file system that one file or folder refuses. */
function refuse<T>(real: T, name: string, syscall: string): T {
  return ((...given: unknown[]): unknown => {
    if (String(given[0]).endsWith(name))
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', syscall });
    return (real as (...given: unknown[]) => unknown)(...given);
  }) as T;
}

test('what the system refuses says which command allows it, in words that can be typed from here', async () => {
  await mkdir(join(root, 'closed'));
  await writeFile(join(root, 'Dockerfile'), 'FROM a\n');
  const { openSync, readdirSync } = fs;
  const spies = [
    vi.spyOn(fs, 'openSync').mockImplementation(refuse(openSync, 'Dockerfile', 'open')),
    vi.spyOn(fs, 'readdirSync').mockImplementation(refuse(readdirSync, 'closed', 'scandir')),
  ];
  const survey = surveyProject(root, [], (path) => `our project/${path}`);
  for (const spy of spies) spy.mockRestore();
  expect(survey).toEqual({
    files: [
      {
        path: 'Dockerfile',
        size: 0,
        executable: false,
        unread: "permission denied (EACCES); allow it: chmod u+r 'our project/Dockerfile'",
      },
    ],
    incomplete:
      "not every file was seen, since the folder our project/closed could not be opened: permission denied (EACCES); allow it: chmod u+rx 'our project/closed'",
  });
});

test('a link inside is read, a linked folder is not walked twice', async () => {
  await mkdir(join(root, 'a'));
  await writeFile(join(root, 'a/x'), 'x');
  await symlink('a/x', join(root, 'y'));
  await symlink('.', join(root, 'self'));
  expect(surveyProject(root).files.map(({ path, text }) => `${path} ${text ?? ''}`)).toEqual(['a/x x', 'y x']);
});

test('folders of tools are shown by one file', async () => {
  await mkdir(join(root, '.git/objects'), { recursive: true });
  await writeFile(join(root, '.git/HEAD'), 'ref');
  await writeFile(join(root, '.git/objects/x'), 'x');
  expect(surveyProject(root).files.map(({ path }) => path)).toEqual(['.git/HEAD']);
});

test('beyond its bounds the survey says what it did not look at', async () => {
  for (const name of ['a', 'b', 'c']) await writeFile(join(root, name), 'xy');
  const limits = { text: 10, notebook: 10, total: 3, files: 2 };
  expect(surveyProject(root, [], undefined, limits)).toEqual({
    incomplete: 'there are more than 2 files, and the others were not looked at',
    files: [
      { path: 'a', size: 2, executable: false, text: 'xy' },
      { path: 'b', size: 2, executable: false, unread: 'the project has more than 0.0 MiB of text' },
    ],
  });
});

test('a named file is read even so', async () => {
  for (const name of ['a', 'z']) await writeFile(join(root, name), 'x');
  expect(
    surveyProject(root, ['z'], undefined, { text: 10, notebook: 10, total: 10, files: 1 }).files.map(
      ({ path }) => path,
    ),
  ).toEqual(['z']);
});

test('data that fills the bound keeps neither a named file nor a Dockerfile from being read', async () => {
  for (const name of ['a', 'b', 'docker.dockerfile', 'z']) await writeFile(join(root, name), 'xy');
  const { files } = surveyProject(root, ['z'], undefined, { text: 10, notebook: 10, total: 4, files: 9 });
  expect(files.flatMap(({ path, text }) => (text === undefined ? [] : [path]))).toEqual([
    'z',
    'a',
    'docker.dockerfile',
  ]);
});

test.each(['.git/config', '.GIT/config', '.tre-container/tx/1/new/0'])('a link to %s is not read', async (kept) => {
  const place = join(root, kept);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, 'extraheader = AUTHORIZATION: basic x\n');
  await symlink(kept, join(root, 'Dockerfile'));
  const [{ text, unread } = {}] = surveyProject(root).files.filter(({ path }) => path === 'Dockerfile');
  expect([text, unread]).toEqual([undefined, 'it is a link into a folder of version control, which is not followed']);
});
