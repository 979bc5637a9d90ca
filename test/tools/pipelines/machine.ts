import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

/** What a pipeline downloads on this machine in place of the releases: programs by name, each a script or the path of a real one. */
export interface Downloads {
  readonly hadolint: string;
  readonly trivy: string;
}

/** A machine on which jobs of one pipeline run: its own home, temporary folder, downloads and programs that stand in. */
export interface Machine {
  readonly folder: string;
  readonly project: string;
  /** Puts a program in front of all others. */
  readonly stub: (name: string, script: string) => void;
  /** Variables that hold here, whatever the pipeline says: addresses and checksums of the downloads. */
  readonly given: Readonly<Record<string, string>>;
  readonly path: string;
  readonly remove: () => void;
}

/** The pinned tools of `test:tools` where they are, else the machine's own. */
function toolPath(): string {
  const given: string | undefined = inject('toolPath');
  return given ?? process.env['PATH'] ?? '';
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

function putProgram(target: string, program: string): void {
  if (program.startsWith('/')) cpSync(program, target);
  else writeFileSync(target, program);
  chmodSync(target, 0o755);
}

/** Makes a machine with a copy of the project. `registry` is where npm looks. */
export async function makeMachine(project: string, downloads: Downloads, registry: string): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  for (const name of ['stubs', 'downloads', 'home', 'tmp', 'trivy']) mkdirSync(join(folder, name));
  cpSync(project, join(folder, 'project'), { recursive: true });
  const place = (name: string): string => join(folder, 'downloads', name);
  putProgram(place('hadolint'), downloads.hadolint);
  putProgram(join(folder, 'trivy', 'trivy'), downloads.trivy);
  await run(folder, 'tar', ['-czf', place('trivy.tar.gz'), '-C', join(folder, 'trivy'), 'trivy'], {
    PATH: toolPath(),
  });
  const stub = (name: string, script: string): void => {
    writeFileSync(join(folder, 'stubs', name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
  };
  // Both take what would have come from the network, by the last part of its name.
  const fetch =
    'while [ $# -gt 1 ]; do case "$1" in --output|-O) out="$2"; shift ;; esac; shift; done; cp "$DOWNLOADS/$(basename "$out")" "$out"';
  stub('curl', fetch);
  stub('wget', fetch);
  return {
    folder,
    project: join(folder, 'project'),
    stub,
    path: `${join(folder, 'stubs')}:${toolPath()}`,
    given: {
      HADOLINT_SHA256: sha256(place('hadolint')),
      TRIVY_SHA256: sha256(place('trivy.tar.gz')),
      DOWNLOADS: join(folder, 'downloads'),
      HOME: join(folder, 'home'),
      RUNNER_TEMP: join(folder, 'tmp'),
      NPM_CONFIG_REGISTRY: registry,
      NPM_CONFIG_CACHE: join(folder, 'npm-cache'),
      NPM_CONFIG_FETCH_RETRIES: '0',
      NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a program said, and how it ended; 128 and more for a signal. */
export interface Ended {
  readonly status: number;
  readonly out: string;
}

/** Runs a program with nothing but these variables. Not `spawnSync`: the registry that it may ask runs in this process. */
export async function run(
  cwd: string,
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd,
      env: { LANG: 'C.UTF-8', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 137, out }));
  });
}

/** The text of a file of the machine, empty where there is none. */
export function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
