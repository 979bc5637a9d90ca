import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';
import type { Equipment } from './start-engine.ts';

/** Python's stand-in by the name under which Docker's engine has it, for images that its own builder makes without a registry. */
export const localImage = 'localhost/standin/python:latest';

/** Hands the stand-in to the engine, once: an image that is built on it there needs no handing over. */
export function loadStandIn({ variables }: Equipment): void {
  const env = variables;
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
