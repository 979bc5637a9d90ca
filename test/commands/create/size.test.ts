import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create } from '../../helpers/call-commands.ts';

const root = mkdtempSync(join(tmpdir(), 'size-'));
afterAll(() => rmSync(root, { recursive: true }));

/** What a starter program may have, in lines: somebody reads all of it before they put their own in its place. */
const starters: Readonly<Record<string, number>> = {
  python: 90,
  pytorch: 105,
  r: 70,
  julia: 85,
  rocker: 60,
  jupyter: 80,
  rapids: 80,
};

const linesOf = (path: string): number => readFileSync(path, 'utf8').trimEnd().split('\n').length;

// What somebody has to read who gets a container without a model: every file but the baseline of upgrades.
test.each(Object.keys(bases))('%s: a project without a model has at most 16 files and 1,000 lines', async (base) => {
  const set = [`base=${base}`, 'project=nsh-2024-001', 'registry=ghcr.io/lung-study'];
  await create({ targets: [base], flags: { defaults: true, quiet: true, set } }, catchEnvironment({ cwd: root }));
  const folder = join(root, base);
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter(
    (path) => !path.startsWith('.tre-container') && statSync(join(folder, path)).isFile(),
  );
  const lines = files.map((path) => linesOf(join(folder, path)));
  const starter = files.find((path) => /^src\/(?:main|start)\.(?!sh)/.test(path)) ?? '';
  expect(files.length).toBeLessThanOrEqual(16);
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1000);
  expect(linesOf(join(folder, starter))).toBeLessThanOrEqual(starters[base] ?? 0);
});
