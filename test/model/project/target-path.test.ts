import { describe, expect, it } from 'vitest';
import { explainTarget } from '../../../src/model/project/target-path.ts';

describe('a path that may be written', () => {
  it.each([
    'Dockerfile',
    'src/a.py',
    '.github/workflows/container.yml',
    '.gitlab-ci.yml',
    '.gitignore',
    '.gitattributes',
    '.tre-container.yml',
    'a.git/x',
    'git/x',
    'a:b.yml',
    String.raw`a\b.yml`,
    '.tre-container/baseline.json',
    '.tre-container/pending.json',
  ])('%s', (path) => {
    expect(explainTarget(path)).toBeUndefined();
  });
});

describe('a path that is never written', () => {
  it('lies deeper than anybody puts a file', () => {
    expect(explainTarget(`${'a/'.repeat(63)}x`)).toBeUndefined();
    expect(explainTarget(`${'a/'.repeat(64)}x`)).toBe('lies more than 64 folders deep');
  });

  it.each(['', '/etc/passwd', '../x', 'a/../../x', './x', 'a//b', 'a/', 'a\0b'])('leads out or nowhere: %j', (path) => {
    expect(explainTarget(path)).toBe('is not a path inside the project');
  });

  it.each([
    '.git/HEAD',
    '.GIT/hooks/pre-commit',
    '.Git',
    'sub/module/.git',
    'sub/.gIT/config',
    '.hg/hgrc',
    '.HG/x',
    '.svn/x',
    '.git./config',
    '.git /config',
    '.git . ./config',
    '.git::$INDEX_ALLOCATION/config',
    '.git:x',
    'GIT~1/config',
    'git~2',
    'HG~1/hgrc',
    'svn~1/x',
    'GI7EBA~1/config',
    '.git\u2060/config',
    '.g\u00ADit/x',
    '.git\u115F/x',
    '.git\u{E0001}/x',
    '.g\u200Cit/config',
    '.\uFEFFgit/config',
    '.ｇｉｔ/config',
    String.raw`.git\hooks\pre-commit`,
    '.ſvn/x',
  ])('lies in version control: %j', (path) => {
    expect(explainTarget(path)).toBe('lies in a folder of version control');
  });

  it.each([
    '.tre-container',
    '.tre-container/tx/1',
    '.TRE-CONTAINER/undo/manifest.json',
    '.tre-container/BASELINE.json',
    'sub/.tre-container/baseline.json',
    '.tre-container./pending.json',
    'TRE-CO~1/undo/0',
    '.tre-\u200Bcontainer/x',
  ])('lies in our own folder: %s', (path) => {
    expect(explainTarget(path)).toBe('lies in a folder of this program');
  });

  it.each([
    [String.raw`a\b`, 'is not a path inside the project on Windows'],
    [String.raw`..\x`, 'is not a path inside the project on Windows'],
    ['C:/x', 'is not a path inside the project on Windows'],
    ['c:x', 'is not a path inside the project on Windows'],
    ['a.txt:stream', 'is not a path inside the project on Windows'],
    ['NUL', 'is the name of a device on Windows'],
    ['src/con.txt', 'is the name of a device on Windows'],
    ['com1', 'is the name of a device on Windows'],
    ['LPT\u00B9.log', 'is the name of a device on Windows'],
    ['nul .txt', 'is the name of a device on Windows'],
    ['CONIN$', 'is the name of a device on Windows'],
    ['clock$', 'is the name of a device on Windows'],
    ['a\u0001', 'is not a path inside the project on Windows'],
    ['src./a', 'ends in a dot or a blank, which Windows leaves out'],
    ['a ', 'ends in a dot or a blank, which Windows leaves out'],
  ])('is another place on Windows: %j', (path, why) => {
    expect(explainTarget(path, 'windows')).toBe(why);
    expect(explainTarget(path)).toBeUndefined();
  });
});
