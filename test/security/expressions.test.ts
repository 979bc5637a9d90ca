import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const program = path.join(root, 'dist/bin/tre-container.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'expressions-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function judge(words: readonly string[]): { stdout: string; status: number | null } {
  return spawnSync(process.execPath, [path.join(root, 'scripts/judge-expressions.mjs'), ...words], {
    encoding: 'utf8',
  });
}

test('no regular expression of the source takes work that grows faster than the text', () => {
  const { stdout, status } = judge(['--all']);
  expect({ stdout, status }).toEqual({
    stdout: expect.stringMatching(/^\d{4} judged of \d{4}, \d+ bounded\n$/) as string,
    status: 0,
  });
}, 1_200_000);

test('nor does one that is built from the catalogue or from a project', () => {
  const recorded = path.join(folder, 'recorded.jsonl');
  const run = (...words: string[]): void => {
    spawnSync(
      process.execPath,
      ['--require', path.join(import.meta.dirname, 'record-expressions.cjs'), program, ...words],
      {
        env: { ...process.env, RECORDED_EXPRESSIONS: recorded, XDG_CACHE_HOME: path.join(folder, 'cache') },
      },
    );
  };
  for (const example of fs.readdirSync(path.join(root, 'examples')).filter((name) => name.endsWith('.yml')))
    run('create', path.join(folder, example), '--answers', path.join(root, 'examples', example), '--defaults');
  for (const example of fs.readdirSync(folder)) run('check', path.join(folder, example), '--format', 'json');
  run('check', path.join(root, 'test/cases'), '--format', 'json');
  run('check', path.join(root, 'test/golden'), '--format', 'json');
  const built: readonly { readonly source: string }[] = [
    ...new Set(fs.readFileSync(recorded, 'utf8').trim().split('\n')),
  ].map((line) => JSON.parse(line) as { source: string });
  // The library of versions limits the length of what it reads to 256 characters.
  const { src, safeSrc } = createRequire(import.meta.url)('semver/internal/re') as Record<'src' | 'safeSrc', string[]>;
  const theirs = new Set([...src, ...safeSrc]);
  const ours = built.filter(({ source }) => !theirs.has(source));
  expect(ours.length).toBeGreaterThan(40);
  const list = path.join(folder, 'built.json');
  fs.writeFileSync(list, JSON.stringify(ours));
  expect(judge(['--from', list])).toMatchObject({
    stdout: expect.stringMatching(/^\d+ judged of \d+, 0 bounded\n$/) as string,
    status: 0,
  });
}, 1_200_000);

test('and one that does is found', () => {
  const list = path.join(folder, 'slow.json');
  const slow = [String.raw`\s+$`, String.raw`^(a+)+$`, String.raw`x.*y.*$`, String.raw`(?<=.)\/+$`];
  fs.writeFileSync(list, JSON.stringify(slow.map((source) => ({ source, flags: '' }))));
  const { stdout, status } = judge(['--from', list]);
  expect({ lines: stdout.trim().split('\n').length, status }).toEqual({ lines: slow.length + 1, status: 1 });
  expect(execFileSync('tail', ['-1'], { input: stdout, encoding: 'utf8' })).toBe('4 judged of 4, 0 bounded\n');
});
