import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

/** The ones that were judged before stand in a list (`npm run expressions -- --write`); `npm run test:security` judges them all again. */
test('no regular expression of the source takes work that grows faster than the text', () => {
  const script = path.join(import.meta.dirname, '../scripts/judge-expressions.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect({ stdout, stderr, status }).toEqual({
    stdout: expect.stringMatching(/^\d+ judged of \d{4}, \d+ bounded\n$/) as string,
    stderr: '',
    status: 0,
  });
}, 300_000);
