import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { folderInRepository } from '../../../src/io/git/find-repository.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repository-'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('a folder is known by its path from the root, whether it exists yet or not', () => {
  mkdirSync(join(folder, '.git'));
  expect(folderInRepository(folder)).toBe('');
  expect(folderInRepository(join(folder, 'a', 'b'))).toBe('a/b');
  expect(folderInRepository(join(folder, 'new', 'project'))).toBe('new/project');
});

test('a submodule or worktree is a repository of its own', () => {
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'a', '.git'), 'gitdir: ../.git/modules/a\n');
  expect(folderInRepository(join(folder, 'a', 'b'))).toBe('b');
});

test('without a repository there is none, and a home in one is not taken for one', () => {
  mkdirSync(join(folder, '.git'));
  vi.spyOn(os, 'homedir').mockReturnValue(folder);
  expect(folderInRepository(join(folder, 'a', 'b'))).toBeUndefined();
});
