import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCompiled } from '../../bin/load-compiled.ts';

let folder = '';
let cache = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tre-compiled-'));
  cache = join(folder, 'cache', 'create.bin');
  writeFileSync(join(folder, 'main.js'), 'exports.say = () => require("node:path").basename(__filename) + exports.word;\nexports.word = "one";\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function say(cacheFile: string | undefined = cache): string {
  const { exports, save } = loadCompiled(join(folder, 'main.js'), cacheFile);
  const said = (exports as { readonly say: () => string }).say();
  save();
  return said;
}

test('what was compiled is kept for the next run, once', () => {
  expect(say()).toBe('main.jsone');
  const kept = readFileSync(cache);
  expect(say()).toBe('main.jsone');
  expect(readFileSync(cache)).toEqual(kept);
  expect(readdirSync(join(folder, 'cache'))).toEqual(['create.bin']);
  expect(statSync(cache).mode & 0o777).toBe(0o600);
});

test('a cache of another file is left aside and replaced', () => {
  say();
  writeFileSync(join(folder, 'main.js'), 'exports.say = () => "two";\n');
  const kept = readFileSync(cache);
  expect(say()).toBe('two');
  expect(readFileSync(cache)).not.toEqual(kept);
});

test('a broken cache never reaches the engine', () => {
  say();
  const broken = readFileSync(cache);
  broken[broken.length - 20] = (broken[broken.length - 20] ?? 0) ^ 0xff;
  for (const content of [broken, broken.subarray(0, 40), Buffer.alloc(0), Buffer.from('no line end')]) {
    writeFileSync(cache, content);
    expect(say()).toBe('main.jsone');
  }
});

test('without a place for a cache, and with none wanted, it only takes longer', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(say(join(folder, 'file', 'create.bin'))).toBe('main.jsone');
  const { exports, save } = loadCompiled(join(folder, 'main.js'), undefined);
  save();
  expect((exports as { readonly word: string }).word).toBe('one');
  expect(readdirSync(folder).toSorted()).toEqual(['file', 'main.js']);
});
