import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Wheel } from './update-atlas.ts';

/** Fetches a wheel by pip, whose own settings say where packages come from, and looks into it; nothing of it is run. */
export async function readWheel(
  root: string,
  name: string,
  version: string | undefined,
  names: readonly string[],
): Promise<Wheel | { readonly failed: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'wheel-'));
  try {
    const wanted = version === undefined ? name : `${name}==${version}`;
    // Nothing is installed, so that it does not matter which Pythons a package is for.
    const options = [
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      '--python-version=3.13',
      '--ignore-requires-python',
    ];
    const platforms = ['manylinux_2_28_x86_64', 'manylinux2014_x86_64', 'any'].map((each) => `--platform=${each}`);
    await run('python3', ['-m', 'pip', 'download', ...options, '--dest', folder, ...platforms, wanted]);
    const found = JSON.parse(
      await run('python3', [join(root, 'maintenance/read-wheel.py'), folder], JSON.stringify(names)),
    ) as { readonly version: string; readonly held: readonly string[]; readonly variables: readonly string[] };
    return { version: found.version, held: new Set(found.held), variables: new Set(found.variables) };
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error)
      .split('\n')
      .filter((each) => each.startsWith('ERROR'))
      .slice(-1);
    return { failed: line === '' ? `no wheel of ${name} ${version ?? ''} could be read` : line.replace('ERROR: ', '') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, words: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, words, { maxBuffer: 1 << 26, timeout: 300_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr === '' ? error.message : stderr));
    });
    child.stdin?.end(input);
  });
}
