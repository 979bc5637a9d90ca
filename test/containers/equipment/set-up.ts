import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildStandIns, type StandIns } from './build-stand-ins.ts';
import { claimCache } from './claim-cache.ts';
import { installPackages } from './install-packages.ts';
import { removeNamed, removeSetAside, setAside } from './former-runs.ts';
import { fetchStandIn, loadStandIn } from './load-stand-in.ts';
import { runTool } from './run-tool.ts';
import { startEngine, type Equipment } from './start-engine.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly variables: Readonly<Record<string, string>>;
    /** Of the engine that one file has to itself. */
    readonly ownVariables: Readonly<Record<string, string>>;
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

/** Says whether it could be done. */
function removeUnnamed(variables: Equipment['variables']): boolean {
  const done = [
    ['docker', 'image', 'prune', '--force'],
    ['buildah', 'rmi', '--prune', '--force'],
  ].map(([tool = '', ...words]) => tidy(tool, words, variables));
  return !done.includes(false);
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
  const own = { cache: join(cache.folder, 'own'), folder: join(folder, 'own') };
  const engines: Equipment[] = [];
  const tearDown = async (): Promise<void> => {
    // What the tests built; the stand-ins keep their names and stay.
    const isWhole = engines.map(({ variables }) => removeUnnamed(variables));
    for (const engine of engines.toReversed()) await engine.stop();
    // A builder that was killed can leave images that no later run could build on.
    if (isWhole.includes(false)) for (const each of [cache.folder, own.cache]) forgetImages(each);
    cache.release();
    for (const each of [folder, own.folder]) unmountNetworks(join(each, 'exec/netns'));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const equipment = await startEngine(cache.folder, folder);
    engines.push(equipment);
    removeNamed(equipment.variables);
    const standIns = await buildStandIns(cache.folder, equipment);
    loadStandIn(equipment.variables);
    for (const each of Object.values(own)) mkdirSync(each, { recursive: true });
    const second = await startEngine(own.cache, own.folder, equipment.registry);
    engines.push(second);
    removeNamed(second.variables);
    fetchStandIn(second.variables, standIns.python);
    loadStandIn(second.variables);
    project.provide('standIns', standIns);
    project.provide('variables', equipment.variables);
    project.provide('ownVariables', second.variables);
    project.provide('registry', equipment.registry);
    project.provide('cache', cache.folder);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}
