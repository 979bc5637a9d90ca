import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTool } from './run-tool.ts';

/** Programs that run while the tests do, and the variables that lead other programs to them. */
export interface Equipment {
  readonly registry: string;
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a Docker engine of our own, and the registry unless there is one. `cache` survives, `folder` is this run's. */
export async function startEngine(cache: string, folder: string, running?: string): Promise<Equipment> {
  const registry = running ?? `127.0.0.1:${await freePort()}`;
  const variables = writeSettings(cache, folder, registry);
  const processes: ChildProcess[] = [];
  // Ctrl-C ends the runner before it waits for anything.
  const endAll = (): void => {
    for (const child of processes) child.kill('SIGTERM');
  };
  process.once('exit', endAll);
  const stop = async (): Promise<void> => {
    for (const child of processes.toReversed()) await end(child);
    process.off('exit', endAll);
  };
  try {
    if (running === undefined)
      processes.push(start(folder, 'registry', '/usr/bin/docker-registry', ['serve', join(folder, 'registry.yml')]));
    const engine = [
      // Of docker.io's images it finds those that a test puts there without that name in front.
      '--registry-mirror',
      `http://${registry}`,
      '--iptables=false',
      '--bridge=none',
      '--data-root',
      join(cache, 'engine'),
      '--exec-root',
      join(folder, 'exec'),
      '--pidfile',
      join(folder, 'dockerd.pid'),
      '--host',
      variables['DOCKER_HOST'] ?? '',
    ];
    processes.push(start(folder, 'dockerd', '/usr/sbin/dockerd', engine));
    await until('the registry', folder, 'registry', async () => (await fetch(`http://${registry}/v2/`)).ok);
    await until(
      'the Docker engine',
      folder,
      'dockerd',
      async () => runTool('docker', ['version', '--format', '{{.Server.Version}}'], { env: variables }) !== '',
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { registry, variables, stop };
}

function writeSettings(cache: string, folder: string, registry: string): Readonly<Record<string, string>> {
  for (const name of ['registry', 'engine', 'storage']) mkdirSync(join(cache, name), { recursive: true });
  mkdirSync(join(folder, 'tmp'));
  const write = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  write('registry.yml', [
    'version: 0.1',
    'log: {level: warn}',
    'storage:',
    `  filesystem: {rootdirectory: "${join(cache, 'registry')}"}`,
    `http: {addr: "${registry}"}`,
  ]);
  const mirrors = ['docker.io', 'quay.io', 'nvcr.io'].flatMap((name) => [
    '[[registry]]',
    `prefix = "${name}"`,
    `location = "${registry}/${name}"`,
    'insecure = true',
  ]);
  rmSync(join(cache, 'storage/libpod'), { recursive: true, force: true });
  return {
    DOCKER_HOST: `unix://${join(folder, 'docker.sock')}`,
    BUILDAH_ISOLATION: 'chroot',
    // What a rehearsal leaves in it, a test sees.
    TMPDIR: join(folder, 'tmp'),
    CONTAINERS_REGISTRIES_CONF: write('registries.conf', mirrors),
    CONTAINERS_STORAGE_CONF: write('storage.conf', [
      '[storage]',
      'driver = "overlay"',
      `graphroot = "${join(cache, 'storage')}"`,
      `runroot = "${join(folder, 'storage-run')}"`,
    ]),
    // Machines that may not raise limits, and whose control groups are of both versions at once.
    // Podman keeps beside its images where its first run had its files, and makes that folder again: its state is this run's. A `static_dir` of its own
    // is no way to that: what ends a container does not read it, finds no such container, and each run waits 20 s for it.
    CONTAINERS_CONF: write('containers.conf', [
      '[containers]',
      'default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]',
      '[engine]',
      'runtime = "runc"',
      ...['tmp_dir', 'volume_path'].map((name) => `${name} = "${join(folder, `podman-${name}`)}"`),
    ]),
  };
}

function start(folder: string, name: string, program: string, words: readonly string[]): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), 'a');
  return spawn(program, words, { stdio: ['ignore', log, log], detached: true });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => void child.once('exit', resolve));
  child.kill('SIGTERM');
  if ((await Promise.race([gone, sleep(20_000, 'late')])) === 'late') child.kill('SIGKILL');
}

async function until(what: string, folder: string, name: string, ready: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    try {
      if (await ready()) return;
    } catch {
      // Not yet.
    }
    await sleep(200);
  }
  throw new Error(`${what} did not start:\n${readFileSync(join(folder, `${name}.log`), 'utf8').slice(-3000)}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}
