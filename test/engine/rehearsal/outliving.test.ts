import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lacksShell, readOutlived, watchEnd } from '../../../src/engine/rehearsal/outliving.ts';

const mark = '0123456789abcdef';

test('the shell is given the program as it is written', () => {
  const { entrypoint, arguments: words } = watchEnd(['python3', '-c', 'a "b" $c'], mark);
  expect([entrypoint, words[0], ...words.slice(2)]).toEqual(['sh', '-c', mark, 'python3', '-c', 'a "b" $c']);
});

test('a word that the program prints itself takes nothing back, and names are shown only where they have a plain form', () => {
  const forged = `a\n${mark}: evil <b>.\nb\n${mark}:.\nc\n`;
  expect(readOutlived(forged, mark)).toEqual({ log: 'abc\n', outlived: ['evil', 'one with an odd name'] });
  expect(readOutlived('a\n', mark)).toEqual({ log: 'a\n' });
});

test.each([
  'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "sh": executable file not found in $PATH: unknown',
  'Error: crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
])('an image without a shell is told from one whose program is missing: %s', (words) => {
  expect(lacksShell(words)).toBe(true);
  expect(lacksShell(words.replaceAll('sh', 'zsh').replace('"zsh"', '"tool"').replace('`zsh`', '`tool`'))).toBe(false);
});

test.each([
  ['one of its own was ended', 'oom 1\noom_kill 1\n', true],
  ['one of others was ended before', 'oom 1\noom_kill 0\n', undefined],
])('a kill for memory is seen whatever the program ends with: %s', (_, after, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'outliving-'));
  try {
    const events = join(folder, 'memory.events');
    writeFileSync(events, 'oom 1\noom_kill 0\n');
    writeFileSync(join(folder, 'after'), after);
    const { entrypoint, arguments: words } = watchEnd(['cp', join(folder, 'after'), events], mark);
    const [option = '', script = '', ...rest] = words;
    const own = script.replaceAll('/sys/fs/cgroup/memory.events', events).replaceAll('/proc/[0-9]*', '/proc/none');
    const { status, stderr } = spawnSync(entrypoint, [option, own, ...rest], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(readOutlived(`begun\n${stderr}`, mark)).toMatchObject({ outlived: [] });
    expect(readOutlived(`begun\n${stderr}`, mark).outOfMemory).toBe(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
