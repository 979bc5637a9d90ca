import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { smallInputs } from './small-inputs.ts';

const program = path.join(import.meta.dirname, '../../dist/bin/tre-container.js');
const preload = path.join(import.meta.dirname, 'report-cpu.cjs');

/** Milliseconds of the processor that one `check` may take: five seconds, and as much again for a machine whose processors many share. */
const most = 10_000;

function checkFiles(files: Readonly<Record<string, string>>): { readonly cpu: number; readonly status: number | null } {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'small-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', preload, program, 'check', root, '--format', 'json'],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000, killSignal: 'SIGKILL' },
  );
  fs.rmSync(root, { recursive: true });
  expect(stderr).not.toContain('internal error');
  return { cpu: Number(/CPU (\d+)/.exec(stderr)?.[1] ?? Infinity), status };
}

test('every input of the first version is tried', () => {
  expect(Object.keys(smallInputs).length).toBeGreaterThan(45);
});

test.each(Object.entries(smallInputs))(
  '%s is judged in a few seconds of the processor, whatever its size',
  (_, { sizes, f }) => {
    for (const size of sizes) {
      const first = checkFiles(f(size));
      const { cpu, status } = first.cpu > most ? checkFiles(f(size)) : first;
      expect({ size, isSlow: cpu > most, status: status === 0 || status === 1 }).toEqual({
        size,
        isSlow: false,
        status: true,
      });
    }
  },
  600_000,
);
