import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildStandIns, type StandIns } from './build-stand-ins.ts';
import { claimCache } from './claim-cache.ts';
import { installPackages } from './install-packages.ts';
import { loadStandIn } from './load-stand-in.ts';
import { runTool } from './run-tool.ts';
import { startEngine } from './start-engine.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly variables: Readonly<Record<string, string>>;
    readonly standIns: StandIns;
    readonly registry: string;
  }
}

/** The engine leaves the network of a build mounted (`docker build --network host`), and what is mounted cannot be removed. */
function unmountNetworks(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) spawnSync('umount', [join(folder, name)], { stdio: 'ignore' });
}

/** Before all tests: packages, registry, engine, stand-ins. After them: everything that was started is stopped. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  installPackages();
  // Short, since a socket's path may have no more than 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'tre-'));
  const cache = claimCache();
  const equipment = await startEngine(cache.folder, folder).catch((error: unknown) => {
    cache.release();
    throw error;
  });
  const tearDown = async (): Promise<void> => {
    // What the tests built; the stand-ins keep their names and stay.
    runTool('docker', ['image', 'prune', '--force'], { env: equipment.variables });
    runTool('buildah', ['rmi', '--prune', '--force'], { env: equipment.variables });
    await equipment.stop();
    cache.release();
    unmountNetworks(join(folder, 'exec/netns'));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    project.provide('standIns', await buildStandIns(cache.folder, equipment));
    loadStandIn(equipment);
    project.provide('variables', equipment.variables);
    project.provide('registry', equipment.registry);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}
