import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { isPrivateFolder } from '../user-state/private-files.ts';
import { makeFolders } from '../project/make-folders.ts';

/** A program that was loaded, and what keeps its compiled code for the next run. */
export interface Loaded {
  readonly exports: unknown;
  /** Call it when the work is done, so that what the work compiled is kept too. `parts`: what it needed and other runs need not. Never throws. */
  readonly save: (parts?: readonly string[]) => void;
}

/**
 * Loads a file that holds one function, with the parameters of a CommonJS module, from the code that V8 compiled in an earlier run:
 * that takes a quarter off a whole run (see `bench/`). Node's own compile cache (22.1 and later) keeps much less, since it does not wait for
 * the work to be done. A cache that is missing, broken, somebody else's, or of another Node or file is left aside: it only ever saves
 * time. Without `cacheFile` nothing is kept. What `main.js` requires as `./main-NAME.js` is loaded in the same way, with a
 * cache of its own.
 *
 * `digest` is that of all these files, known since they were bundled, in plain ASCII: V8 itself compares no more than the length, and size and time
 * do not tell, since npm sets them alike for every version.
 *
 * On Node 20 code that was restored cannot `import()`: the files must not (`scripts/bundle.mjs` sees to that).
 */
export function loadCompiled(file: string, digest: string, cacheFile: string | undefined): Loaded {
  const [folder, own, begin] = [dirname(file), `./${basename(file)}`, `./${basename(file, '.js')}-`];
  const fromNode = nodeModule.createRequire(file);
  const loaded = new Map<string, Loaded>();
  const load = (name: string): Loaded => {
    const known = loaded.get(name) ?? loadFile(join(folder, name), digest, placeOf(cacheFile, name, begin), require);
    loaded.set(name, known);
    return known;
  };
  const require = (name: string): unknown =>
    name === own || name.startsWith(begin) ? load(name).exports : fromNode(name);
  const { exports } = load(own);
  return {
    exports,
    save: (parts) => {
      for (const { save } of loaded.values()) save(parts);
    },
  };
}

/** `create.bin`, and beside it `create-rest.bin` for `main-rest.js`. */
function placeOf(cacheFile: string | undefined, name: string, begin: string): string | undefined {
  if (cacheFile === undefined || !name.startsWith(begin)) return cacheFile;
  return cacheFile.replace(/\.bin$/, `-${basename(name.slice(begin.length), '.js')}.bin`);
}

function loadFile(
  file: string,
  digest: string,
  cacheFile: string | undefined,
  require: (name: string) => unknown,
): Loaded {
  const key = `${process.version} ${process.arch} ${digest} ${basename(file)}`;
  const kept = cacheFile === undefined ? undefined : readCache(cacheFile, key);
  const cachedData = kept?.data;
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const loaded = { exports: {} };
  const run = script.runInThisContext() as (exports: object, ...others: readonly unknown[]) => void;
  run(loaded.exports, require, loaded, file);
  const save = (parts: readonly string[] = []): void => {
    // V8 leaves aside what was compiled with other settings of its own (NODE_OPTIONS), or for another processor: kept, it would be so for good.
    const known = script.cachedDataRejected === true ? undefined : kept?.parts;
    const isWhole = known !== undefined && parts.every((part) => known.includes(part));
    if (cacheFile !== undefined && !isWhole)
      writeCache(cacheFile, key, {
        data: script.createCachedData(),
        parts: [...new Set([...(known ?? []), ...parts])],
      });
  };
  return { exports: loaded.exports, save };
}

/** Compiled code, and which parts of the program it has that not every run needs. */
interface Kept {
  readonly data: Buffer;
  readonly parts: readonly string[];
}

/**
 * Key, checksum, place and parts stand in the first line: V8 itself trusts the data, and broken data could bring the process down. It runs them too, whatever the
 * source says: so only a file is taken that this machine wrote where it lies. What came with a clone or an archive has another number on this disk, and another
 * moment at which it was made, which nobody can know before. A file of another user is not taken either, such as the one in the home of whoever called
 * `sudo`: it would run as root.
 */
function readCache(file: string, key: string): Kept | undefined {
  try {
    const found = isPrivatePlace(file) ? readOwn(file) : undefined;
    if (found === undefined) return undefined;
    const { content, birth } = found;
    const end = content.indexOf('\n');
    const data = content.subarray(end + 1);
    const [begin, parts] = content.toString('utf8', 0, end).split(' has ');
    return begin === `${key} ${checksum(data)} ${birth}`
      ? { data, parts: (parts ?? '').split(' ').filter(Boolean) }
      : undefined;
  } catch {
    return undefined;
  }
}

function readOwn(file: string): { readonly content: Buffer; readonly birth: string } | undefined {
  const handle = openSync(file, 'r');
  try {
    const birth = birthOf(handle);
    return birth === undefined ? undefined : { content: readFileSync(handle), birth };
  } finally {
    closeSync(handle);
  }
}

/** Number and moment of birth of a file of this user; nothing where the file system keeps no such moment. */
function birthOf(handle: number): string | undefined {
  const { uid, ino, birthtimeNs } = fstatSync(handle, { bigint: true });
  const isOwn = uid === BigInt(process.getuid?.() ?? 0);
  return isOwn && birthtimeNs > 0n ? `${String(ino)} ${String(birthtimeNs)}` : undefined;
}

/** Our own folders, not links to others, and nobody else may write there. */
function isPrivatePlace(file: string): boolean {
  const folder = dirname(file);
  return isPrivateFolder(folder) && isPrivateFolder(dirname(folder));
}

/** By way of a file of its own, so that another process reads the old cache or the new one. */
function writeCache(file: string, key: string, { data, parts }: Kept): void {
  try {
    makeFolders(dirname(file), 0o700);
    if (!isPrivatePlace(file)) return;
    const part = `${file}.${String(process.pid)}`;
    rmSync(part, { force: true });
    const handle = openSync(part, 'wx', 0o600);
    try {
      const birth = birthOf(handle) ?? 'none';
      writeFileSync(
        handle,
        Buffer.concat([Buffer.from(`${key} ${checksum(data)} ${birth} has ${parts.join(' ')}\n`), data]),
      );
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
  } catch {
    // No place for a cache, e.g. a read-only home: the next run compiles again.
  }
}

function checksum(data: Buffer): string {
  return hash('sha1', data);
}
