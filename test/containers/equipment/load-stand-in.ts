import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';
import type { Equipment } from './start-engine.ts';
import type { StandIns } from './build-stand-ins.ts';

/** Python's stand-in by the name under which Docker's engine has it, for images that its own builder makes without a registry. */
export const localImage = 'localhost/standin/python:latest';

/** Hands the stand-in to the engine, once: an image that is built on it there needs no handing over. */
export function loadStandIn(env: Equipment['variables']): void {
  const wanted = runTool('buildah', ['images', '--quiet', '--no-trunc', localImage], { env });
  const has = runTool('docker', ['images', '--quiet', '--no-trunc', localImage], { env });
  if (has !== '' && wanted.includes(has)) return;
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  try {
    const archive = join(folder, 'image.tar');
    runTool('buildah', ['push', '--quiet', localImage, `docker-archive:${archive}:${localImage}`], { env });
    runTool('docker', ['load', '--quiet', '--input', archive], { env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Brings Python's stand-in from the registry into the builder's storage of an engine beside the one that made it. */
export function fetchStandIn(env: Equipment['variables'], { reference, digest }: StandIns['python']): void {
  const at = `${reference.slice(0, reference.lastIndexOf(':'))}@${digest}`;
  runTool('buildah', ['pull', '--quiet', '--policy', 'missing', at], { env });
  runTool('buildah', ['tag', at, localImage], { env });
}
