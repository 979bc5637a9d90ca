import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { create } from '../../helpers/call-commands.ts';

const root = mkdtempSync(join(tmpdir(), 'size-'));
afterAll(() => rmSync(root, { recursive: true }));

// What somebody has to read who gets a container for a pandas program: every file but the baseline of upgrades.
test('a project without a model has at most 16 files and 1,000 lines', async () => {
  const set = ['project=nsh-2024-001', 'registry=ghcr.io/lung-study', 'packages=pandas==3.0.6'];
  await create(
    { targets: ['mean-by-group'], flags: { defaults: true, quiet: true, set } },
    catchEnvironment({ cwd: root }),
  );
  const folder = join(root, 'mean-by-group');
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter(
    (path) => !path.startsWith('.tre-container') && statSync(join(folder, path)).isFile(),
  );
  const lines = files.flatMap((path) => readFileSync(join(folder, path), 'utf8').trimEnd().split('\n'));
  expect(files.length).toBeLessThanOrEqual(16);
  expect(lines.length).toBeLessThanOrEqual(1000);
});
