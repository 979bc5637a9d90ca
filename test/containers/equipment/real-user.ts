import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTool } from './run-tool.ts';

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
  remove(): Promise<void>;
}

/** Makes the user, with a podman that has only what the user may have. `registries`: a file that says where images are. */
export function makeRealUser(registries: string): RealUser {
  const name = `tre-${process.pid}`;
  runTool('useradd', ['--create-home', '--shell', '/bin/sh', name]);
  if (!readFileSync('/etc/subuid', 'utf8').includes(`${name}:`))
    runTool('usermod', ['--add-subuids', '300000-365535', '--add-subgids', '300000-365535', name]);
  const uid = Number(runTool('id', ['--user', name]));
  const home = join('/home', name);
  const own = (path: string): void => void runTool('chown', ['--recursive', `${name}:`, path]);
  for (const folder of ['run', 'tmp', 'work']) mkdirSync(join(home, folder), { mode: 0o700 });
  writeFileSync(join(home, 'registries.conf'), readFileSync(registries));
  // Neither may this user raise limits on the machines that these tests are for.
  writeFileSync(
    join(home, 'containers.conf'),
    '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n[engine]\nruntime = "runc"\n',
  );
  // Where podman chooses by itself it may take a driver that copies the whole image for each container.
  writeFileSync(
    join(home, 'storage.conf'),
    `[storage]\ndriver = "overlay"\nrunroot = "${home}/run/containers"\ngraphroot = "${home}/storage"\n`,
  );
  cpSync(join(root, 'dist'), join(home, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(home, 'package.json'));
  own(home);
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
  return {
    home,
    run: (tool, given, { directory = home } = {}) =>
      runTool('setpriv', [
        ...words.map((word) => (word.startsWith('--chdir=') ? `--chdir=${directory}` : word)),
        tool,
        ...given,
      ]),
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
    remove: async () => {
      for (let attempt = 0; attempt < 50 && endProcessesOf(uid); attempt += 1) await sleep(100);
      runTool('userdel', ['--force', name]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Podman leaves a process that holds its namespace. Says whether there was one: only this user's are looked for. */
function endProcessesOf(uid: number): boolean {
  const own = readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && existsSync(`/proc/${pid}`) && ownerOf(`/proc/${pid}`) === uid,
  );
  for (const pid of own) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
  return own.length > 0;
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path).uid;
  } catch {
    return undefined;
  }
}
