import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { main } from '../../bin/main.ts';

const screen = { isTTY: process.stdout.isTTY, columns: process.stdout.columns };

afterEach(() => {
  Object.assign(process.stdout, screen);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

test('that a run cannot be remembered is folded at the width of the screen, between words', async () => {
  const put: string[] = [];
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => put.push(String(text)) > 0);
  Object.assign(process.stdout, { isTTY: true, columns: 40 });
  vi.stubEnv('CI', 'true');
  vi.stubEnv('XDG_STATE_HOME', '/dev/null');
  const folder = join(mkdtempSync(join(tmpdir(), 'notes-')), 'study');
  await main([folder, '--answers', resolve('examples/python.yml')], () => Promise.reject(new Error('nobody is asked')));
  const [note = ''] = /^note: This run[^]*upgrade[^]*--abort[^]*study$/m.exec(put.join('')) ?? [];
  const lines = note.split('\n').filter((line) => !line.includes('/'));
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
});
