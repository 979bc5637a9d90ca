import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildStandIns, type StandIns } from './build-stand-ins.ts';
import { claimCache } from './claim-cache.ts';
import { installPackages } from './install-packages.ts';
import { removeNamed, removeSetAside, setAside } from './former-runs.ts';
import { loadStandIn } from './load-stand-in.ts';
import { runTool } from './run-tool.ts';
import { startEngine } from './start-engine.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly variables: Readonly<Record<string, string>>;
    readonly standIns: StandIns;
    readonly registry: string;
    /** A folder of this run's alone that outlives it. */
    readonly cache: string;
  }
}

/** The engine leaves the network of a build mounted (`docker build --network host`), and what is mounted cannot be removed. */
function unmountNetworks(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) spawnSync('umount', [join(folder, name)], { stdio: 'ignore' });
}

/** Says whether it could be done; whatever it says, what runs must still be stopped. */
function tidy(tool: string, words: readonly string[], env: Readonly<Record<string, string>>): boolean {
  try {
    runTool(tool, words, { env });
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** The next run makes all of them anew, and removes these: that can take minutes. */
function forgetImages(cache: string): void {
  for (const name of readdirSync(cache))
    if (name === 'storage' || /^(?:debian|stand-ins)-/.test(name)) setAside(join(cache, name));
}

/** Before all tests: packages, registry, engine, stand-ins. After them: everything that was started is stopped. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  installPackages();
  // Short, since a socket's path may have no more than 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'tre-'));
  const cache = claimCache();
  for (const each of [cache.folder, '/home']) removeSetAside(each);
  const equipment = await startEngine(cache.folder, folder).catch((error: unknown) => {
    cache.release();
    throw error;
  });
  const tearDown = async (): Promise<void> => {
    // What the tests built; the stand-ins keep their names and stay.
    const isWhole = [
      ['docker', 'image', 'prune', '--force'],
      ['buildah', 'rmi', '--prune', '--force'],
    ].map(([tool = '', ...words]) => tidy(tool, words, equipment.variables));
    await equipment.stop();
    // A builder that was killed can leave images that no later run could build on.
    if (isWhole.includes(false)) forgetImages(cache.folder);
    cache.release();
    unmountNetworks(join(folder, 'exec/netns'));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    removeNamed(equipment.variables);
    project.provide('standIns', await buildStandIns(cache.folder, equipment));
    loadStandIn(equipment);
    project.provide('variables', equipment.variables);
    project.provide('registry', equipment.registry);
    project.provide('cache', cache.folder);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}
