import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIgnoreRules } from '../../../src/parse/adopt/ignore-rules.ts';

const paths = [
  'a.csv',
  'data/a.csv',
  'data/keep.csv',
  'data/raw/b.txt',
  'src/data/c.py',
  'build/x.o',
  'src/build/y.o',
  'doc/x.txt',
  'doc/deep/er/x.txt',
  'ab[c].txt',
  'file1.log',
  'file22.log',
  'fileA.log',
  'sp ace.txt',
  '#note',
  '!bang',
  'x/y/z/end.md',
  'x/end.md',
];
const lists = [
  '*.csv\n!keep.csv\n',
  'data/\n',
  '/build\n',
  'doc/*.txt\n',
  'doc/**/x.txt\n',
  '**/end.md\n',
  'x/**\n',
  'file?.log\nfile[0-9][0-9].log\n',
  'file[!0-9].log\n',
  '\\#note\n\\!bang\n# a comment\n',
  'sp ace.txt   \n',
  '*\n!*.py\n!*/\n',
  'src/data\n',
];

/** What git itself says. */
function askGit(list: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ignore-'));
  try {
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    writeFileSync(join(folder, '.gitignore'), list);
    execFileSync('git', ['init', '--quiet', folder]);
    return execFileSync('git', ['-C', folder, 'ls-files', '-z', '--others', '--exclude-standard'], { encoding: 'utf8' })
      .split('\0')
      .filter((path) => path !== '' && path !== '.gitignore')
      .toSorted();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('ignore lists', () => {
  it.each(lists)('%j means what git takes it for', (list) => {
    const isIgnored = readIgnoreRules([{ folder: '', text: list }]);
    const isSeen = (path: string): boolean =>
      path
        .split('/')
        .every((_part, index, parts) => !isIgnored(parts.slice(0, index + 1).join('/'), index < parts.length - 1));
    expect(paths.filter(isSeen).toSorted()).toEqual(askGit(list));
  });

  it('takes a list in a folder for that folder alone, after those above', () => {
    const isIgnored = readIgnoreRules([
      { folder: 'a', text: '!x.csv\n/only\n' },
      { folder: '', text: '*.csv\n' },
    ]);
    expect(['x.csv', 'a/x.csv', 'a/only', 'only', 'a/b/only'].map((path) => isIgnored(path, false))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('ends on patterns that would keep an expression busy', () => {
    const isIgnored = readIgnoreRules([{ folder: '', text: `${'**/'.repeat(30)}x\n${'*a'.repeat(200)}b\n` }]);
    expect(isIgnored(`${'a/'.repeat(200)}y`, false)).toBe(false);
    expect(isIgnored('a'.repeat(5000), false)).toBe(false);
  });

  it.each([
    ['a longer rule than is read', 'a'.repeat(501)],
    ['a deeper rule than is read', 'a/'.repeat(50)],
    ['more rules than are read', 'a\n'.repeat(5001)],
  ])('knows nothing of a list with %s', (_, list) => {
    const isIgnored = readIgnoreRules([{ folder: '', text: `*.csv\n${list}\n` }]);
    expect([isIgnored('x.csv', false), isIgnored('y', false)]).toEqual([undefined, undefined]);
  });
});

it('rules that were made to be slow end, and of what comes after nothing is known', () => {
  const text = Array.from({ length: 500 }, (_, index) => `${'*a'.repeat(100)}b${String(index)}\n`).join('');
  const work = { left: 1_000_000 };
  const isIgnored = readIgnoreRules([{ folder: '', text: `${text}*.csv\n` }], work);
  expect(isIgnored('x.csv', false)).toBe(true);
  const hostile = Array.from({ length: 50 }, (_, index) => `${'a'.repeat(200)}${String(index)}`);
  expect(isIgnored(hostile[0] ?? '', false)).toBe(false);
  expect(hostile.map((path) => isIgnored(path, false)).at(-1)).toBeUndefined();
  expect(isIgnored('x.csv', false)).toBeUndefined();
  expect(readIgnoreRules([{ folder: '', text: 'x\n' }], work)('x', false)).toBeUndefined();
});
