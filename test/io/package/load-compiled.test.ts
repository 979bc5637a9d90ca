import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { placeOfCompiledCode } from '../../../src/io/package/compiled-code.ts';
import { loadCompiled, type Loaded } from '../../../src/io/package/load-compiled.ts';

let folder = '';
let cache = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tre-compiled-'));
  cache = join(folder, 'cache', 'create.bin');
  writeFileSync(
    join(folder, 'main.js'),
    wrap('exports.say = () => require("node:path").basename(__filename) + exports.word;\nexports.word = "one";\n'),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const wrap = (code: string): string => `(function (exports, require, module, __filename) {${code}})`;

function load(cacheFile: string | undefined): Loaded {
  const file = join(folder, 'main.js');
  return loadCompiled(file, createHash('sha256').update(readFileSync(file)).digest('hex'), cacheFile);
}

function say(cacheFile: string | undefined = cache): string {
  const { exports, save } = load(cacheFile);
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
  writeFileSync(join(folder, 'main.js'), wrap('exports.say = () => "two";\n'));
  const kept = readFileSync(cache);
  expect(say()).toBe('two');
  expect(readFileSync(cache)).not.toEqual(kept);
});

test('one that V8 itself leaves aside is replaced', () => {
  const file = join(folder, 'main.js');
  const keep = (code: string): void => {
    writeFileSync(file, wrap(code));
    loadCompiled(file, 'the same digest', cache).save();
  };
  keep('exports.word = "one";\n');
  const kept = readFileSync(cache);
  keep('exports.word = "another length";\n');
  const renewed = readFileSync(cache);
  expect(renewed).not.toEqual(kept);
  keep('exports.word = "another length";\n');
  expect(readFileSync(cache)).toEqual(renewed);
});

test('nor is one that was made from a file of the same size and time', () => {
  const file = join(folder, 'main.js');
  const { atime, mtime } = statSync(file);
  say();
  writeFileSync(file, readFileSync(file, 'utf8').replace('"one"', '"two"'));
  utimesSync(file, atime, mtime);
  expect(say()).toBe('main.jstwo');
});

test("somebody else's cache is not taken, and nothing is left there", () => {
  say();
  const before = [statSync(cache).ino, readFileSync(cache)];
  vi.spyOn(process, 'getuid').mockReturnValue(4242);
  expect(say()).toBe('main.jsone');
  expect([statSync(cache).ino, readFileSync(cache)]).toEqual(before);
});

/** Compiled code as it was kept here, of another program of the same length: V8 itself would run it. */
function plant(): Buffer {
  const file = join(folder, 'main.js');
  const own = readFileSync(file, 'utf8');
  const digest = createHash('sha256').update(own).digest('hex');
  writeFileSync(file, own.replace('"one"', '"bad"'));
  loadCompiled(file, digest, cache).save();
  writeFileSync(file, own);
  return readFileSync(cache);
}

test('what another program put there in our name would run', () => {
  plant();
  expect(say()).toBe('main.jsbad');
});

test('compiled code that came from elsewhere, as a clone or an archive brings it, is not taken', () => {
  const planted = plant();
  const { atime, mtime } = statSync(cache);
  rmSync(cache);
  writeFileSync(cache, planted, { mode: 0o600 });
  utimesSync(cache, atime, mtime);
  expect(say()).toBe('main.jsone');
  expect(readFileSync(cache)).not.toEqual(planted);
});

test('nor is anything read or written through a link, or where others may write', () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o700 });
  symlinkSync(elsewhere, join(folder, 'cache'));
  expect(say()).toBe('main.jsone');
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(join(folder, 'cache'));
  mkdirSync(join(folder, 'cache'));
  chmodSync(join(folder, 'cache'), 0o777);
  expect(say()).toBe('main.jsone');
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('the cache folder is an absolute one', () => {
  vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', undefined);
  const usual = join(homedir(), '.cache', 'generator-tre-container', 'compiled', 'check.bin');
  for (const [name, place] of [
    ['', usual],
    ['cache', usual],
    ['/x/cache', '/x/cache/generator-tre-container/compiled/check.bin'],
  ] as const) {
    vi.stubEnv('XDG_CACHE_HOME', name);
    expect(placeOfCompiledCode('check')).toBe(place);
  }
  vi.stubEnv('XDG_CACHE_HOME', undefined);
  vi.stubEnv('HOME', '');
  expect(isAbsolute(placeOfCompiledCode('check') ?? '/')).toBe(true);
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
  const { exports, save } = load(undefined);
  save();
  expect((exports as { readonly word: string }).word).toBe('one');
  expect(readdirSync(folder).toSorted()).toEqual(['file', 'main.js']);
});

function keepParts(...parts: readonly string[]): Buffer {
  load(cache).save(parts);
  return readFileSync(cache);
}

test('code is kept anew where a run needed a part that the kept code has not, and only then', () => {
  const first = keepParts();
  const second = keepParts('python');
  expect(second).not.toEqual(first);
  expect([keepParts(), keepParts('python')]).toEqual([second, second]);
  const third = keepParts('r');
  expect(third).not.toEqual(second);
  expect([keepParts(), keepParts('python'), keepParts('r', 'python')]).toEqual([third, third, third]);
});

const restCache = (): string => cache.replace('create.bin', 'create-rest.bin');

function takeRest(): string {
  const { exports, save } = load(cache);
  const said = (exports as { readonly rest: () => { readonly say: () => string } }).rest().say();
  save();
  return said;
}

describe('a part beside it', () => {
  test('is loaded where it is asked for, with code of its own that is kept, and takes what the start gives', () => {
    writeFileSync(
      join(folder, 'main.js'),
      wrap('exports.say = () => "main.jsone"; exports.word = "one"; exports.rest = () => require("./main-rest.js");'),
    );
    writeFileSync(
      join(folder, 'main-rest.js'),
      wrap('const start = require("./main.js"); exports.say = () => `rest and ${start.word}`;'),
    );
    expect(say()).toBe('main.jsone');
    expect(readdirSync(join(folder, 'cache'))).toEqual(['create.bin']);
    expect(takeRest()).toBe('rest and one');
    const kept = readFileSync(restCache());
    expect(takeRest()).toBe('rest and one');
    expect(readFileSync(restCache())).toEqual(kept);
  });

  test('does not take the code of another one', () => {
    writeFileSync(join(folder, 'main.js'), wrap('exports.rest = () => require("./main-rest.js");'));
    writeFileSync(join(folder, 'main-rest.js'), wrap('exports.say = () => "the same length, the rest";'));
    takeRest();
    writeFileSync(restCache(), readFileSync(cache));
    expect(takeRest()).toBe('the same length, the rest');
    expect(readFileSync(restCache())).not.toEqual(readFileSync(cache));
  });
});
