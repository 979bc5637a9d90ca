import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../../shared/json-shapes.ts';

/** The program under test can see it among its mounts: it says nothing of a rehearsal. */
const prefix = 'containers-run-';
const record = 'run.json';

/** A run whose process is gone: it was killed, and could remove nothing. */
export interface DeadRun {
  readonly folder: string;
  readonly engine: 'docker' | 'podman';
  /** On everything that it made. */
  readonly label: string;
}

/**
 * A folder of this run, in which everything that it starts keeps what is temporary: engines leave much there. Images are large, and `/tmp` often
 * lies in memory.
 */
export function makeRunFolder(engine: string, label: string): string {
  const folder = mkdtempSync(join(top(), prefix));
  writeFileSync(join(folder, record), JSON.stringify({ pid: process.pid, namespace: namespace(), engine, label }));
  return folder;
}

/** Runs of this user, started on this machine, that did not live to remove what they made. */
export function findDeadRuns(): readonly DeadRun[] {
  try {
    return readdirSync(top())
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => readDeadRun(join(top(), name)) ?? []);
  } catch {
    return [];
  }
}

/** Nothing where it lives, where it is somebody else's, and where nobody can tell: what a process is called tells only in its own namespace. */
function readDeadRun(folder: string): DeadRun | undefined {
  try {
    const { uid } = lstatSync(folder);
    if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.()) return undefined;
    const run: unknown = JSON.parse(readFileSync(join(folder, record), 'utf8'));
    if (!isRecord(run)) return undefined;
    const { pid, engine, label } = run;
    const isOurs = typeof label === 'string' && /^tre-container\.rehearsal=[0-9a-f]{12}$/.test(label);
    if (typeof pid !== 'number' || run['namespace'] !== namespace() || isAlive(pid) || !isOurs) return undefined;
    return engine === 'docker' || engine === 'podman' ? { folder, engine, label } : undefined;
  } catch {
    return undefined;
  }
}

function top(): string {
  const own = process.env['TMPDIR'];
  return own !== undefined && own !== '' ? own : existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
