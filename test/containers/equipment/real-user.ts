import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';
import type { UserAccount } from './user-account.ts';

const root = join(import.meta.dirname, '../../..');

/** A user without any rights beside uids of its own, as a person at a terminal is one. */
export interface RealUser {
  readonly home: string;
  /** Runs a program as this user; throws with its output when it fails. */
  run(tool: string, words: readonly string[], options?: { readonly directory?: string }): string;
  /** Starts the built program as this user. */
  start(words: readonly string[]): ChildProcess;
  /** Puts a folder into the home, as this user's own. */
  bring(folder: string, name: string): string;
  readonly remove: () => Promise<void>;
}

/** Furnishes the account with a podman that has only what the user may have. `registries`: a file that says where images are. */
export function makeRealUser({ name, home, remove }: UserAccount, registries: string): RealUser {
  const own = (path: string): void => void runTool('chown', ['--recursive', `${name}:`, path]);
  for (const folder of ['run', 'tmp', 'work']) mkdirSync(join(home, folder), { mode: 0o700 });
  writeFileSync(join(home, 'registries.conf'), readFileSync(registries));
  // Neither may this user raise limits on the machines that these tests are for.
  writeFileSync(
    join(home, 'containers.conf'),
    '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n[engine]\nruntime = "runc"\n',
  );
  // Where podman chooses by itself it may take a driver that copies the whole image for each container.
  writeFileSync(join(home, 'storage.conf'), `[storage]\ndriver = "overlay"\nrunroot = "${home}/run/containers"\n`);
  cpSync(join(root, 'dist'), join(home, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(home, 'package.json'));
  // Not what podman keeps, which belongs to uids of this user's namespace.
  runTool('chown', [
    `${name}:`,
    home,
    ...['.local', '.local/share', '.local/share/containers'].map((each) => join(home, each)),
  ]);
  for (const made of [
    'run',
    'tmp',
    'work',
    'registries.conf',
    'containers.conf',
    'storage.conf',
    'dist',
    'package.json',
  ])
    own(join(home, made));
  chmodSync(home, 0o700);
  const variables = {
    HOME: home,
    USER: name,
    LOGNAME: name,
    PATH: process.env['PATH'] ?? '',
    XDG_RUNTIME_DIR: join(home, 'run'),
    TMPDIR: join(home, 'tmp'),
    BUILDAH_ISOLATION: 'chroot',
    CONTAINERS_CONF: join(home, 'containers.conf'),
    CONTAINERS_REGISTRIES_CONF: join(home, 'registries.conf'),
    CONTAINERS_STORAGE_CONF: join(home, 'storage.conf'),
  };
  const prefix = ['--reuid', name, '--regid', name, '--init-groups', 'env', '-i', `--chdir=${home}`];
  const words = [...prefix, ...Object.entries(variables).map(([key, value]) => `${key}=${value}`)];
  const run: RealUser['run'] = (tool, given, { directory = home } = {}) =>
    runTool('setpriv', [
      ...words.map((word) => (word.startsWith('--chdir=') ? `--chdir=${directory}` : word)),
      tool,
      ...given,
    ]);
  return {
    home,
    run,
    start: (given) =>
      spawn('setpriv', [...words, process.execPath, join(home, 'dist/bin/tre-container.js'), ...given], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    bring: (folder, as) => {
      const to = join(home, 'work', as);
      rmSync(to, { recursive: true, force: true });
      cpSync(folder, to, { recursive: true });
      own(to);
      return to;
    },
    remove: async () => remove(tidy(run)),
  };
}

/** What builds that were stopped left behind. Says whether the images are whole, so that they may be kept. */
function tidy(run: RealUser['run']): boolean {
  try {
    const builders = run('podman', ['ps', '--all', '--external', '--quiet'])
      .split('\n')
      .filter((id) => id !== '');
    if (builders.length > 0) run('podman', ['rm', '--force', ...builders]);
    run('podman', ['image', 'prune', '--force']);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return false;
  }
}
