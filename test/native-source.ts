import { build, version } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const to = join(root, 'node_modules/.cache/native-source');
const folders = ['src', 'generators', 'bin'];
const list = join(to, 'made.json');

/** What was made of a file: as long as it has this size and these times, it need not be made again. */
type Made = Readonly<Record<string, string>>;

/**
 * Has tests import our own code as JavaScript that Node loads itself, one file for each file. Through Vite's module runner every call of a function of another
 * file is a call of a getter before: tests took four times as long, and each worker waited for Vite to hand over each of 1,500 files.
 */
export function nativeSource(): Plugin {
  return {
    name: 'native-source',
    enforce: 'pre',
    configResolved: makeAll,
    resolveId(source, importer) {
      if (importer === undefined || !/^\.{1,2}\/.*\.ts$/.test(source)) return undefined;
      const path = relative(root, resolve(dirname(importer), source));
      return folders.includes(path.split(sep, 1)[0] ?? '') ? join(to, made(path)) : undefined;
    },
  };
}

const made = (path: string): string => path.replace(/\.ts$/, '.js');

function readMade(): Made {
  try {
    return JSON.parse(readFileSync(list, 'utf8')) as Made;
  } catch {
    return {};
  }
}

/** Makes what is missing or was made of another text, and removes what has no file any more. */
async function makeAll(): Promise<void> {
  const before = readMade();
  const now = Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => {
          const path = join(folder, name);
          const { size, mtimeMs, ctimeMs } = statSync(join(root, path));
          return [path, [version, size, mtimeMs, ctimeMs].join(' ')] as const;
        }),
    ),
  );
  const changed = Object.keys(now).filter((path) => now[path] !== before[path]);
  if (changed.length === 0 && Object.keys(before).length === Object.keys(now).length) return;
  for (const path of Object.keys(before)) if (now[path] === undefined) rmSync(join(to, made(path)), { force: true });
  put(join(to, 'package.json'), '{ "type": "module" }\n');
  for (const { path, text } of await translate(changed)) put(path, text);
  put(list, JSON.stringify(now));
}

async function translate(
  paths: readonly string[],
): Promise<ReadonlyArray<{ readonly path: string; readonly text: string }>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [...paths],
    outdir: to,
    outbase: root,
    write: false,
    // Only so that a plugin may name what a file imports: nothing is put into it.
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.17',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'one-file-each',
        setup(bundler) {
          bundler.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind }) =>
            kind === 'entry-point' ? undefined : { path: made(path), external: true },
          );
        },
      },
    ],
  });
  return outputFiles;
}

/** Another run may read it meanwhile. */
function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${String(process.pid)}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}
