import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/**
 * Variables of the caller's that change what a bare process takes, and so every ratio to it: Node reads a bundle of certificates at each start.
 * Measured without them.
 */
export const unsetVariables = [
  'NODE_COMPILE_CACHE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_USE_SYSTEM_CA',
  'NODE_V8_COVERAGE',
  'OPENSSL_CONF',
];

/** @returns {NodeJS.ProcessEnv} */
function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unsetVariables.includes(name)));
}

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} command
 * @property {(folder: string) => string[]} arguments_ Given a fresh, empty folder of its own.
 * @property {(folder: string) => void} [prepare] Fills the folder; its time does not count.
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd] Default: the fresh folder.
 */

/**
 * Runs every case once a round, in turn, so that a slow moment of the machine meets all of them; one round more warms the
 * caches and does not count. Throws when a command fails.
 * @param {readonly Case[]} cases
 * @param {number} rounds
 * @returns {{ name: string, median: number, fastest: number, slowest: number }[]} milliseconds
 */
export function measure(cases, rounds) {
  const times = cases.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, { command, arguments_, prepare, env, cwd }] of cases.entries()) {
      const folder = mkdtempSync(join(tmpdir(), 'tre-bench-'));
      prepare?.(folder);
      const start = performance.now();
      const { status, stderr, error } = spawnSync(command, arguments_(folder), {
        cwd: cwd ?? folder,
        env: { ...plainEnvironment(), ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
        encoding: 'utf8',
      });
      const time = performance.now() - start;
      rmSync(folder, { recursive: true });
      if (error !== undefined || status !== 0)
        throw new Error(`${cases[at]?.name} failed (${status}): ${error ?? stderr}`);
      if (round > 0) times[at]?.push(time);
    }
  }
  return cases.map(({ name }, at) => {
    const sorted = (times[at] ?? []).toSorted((a, b) => a - b);
    return {
      name,
      median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
      fastest: sorted[0] ?? Number.NaN,
      slowest: sorted.at(-1) ?? Number.NaN,
    };
  });
}
