import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { type AnyCall, check, pack, rehearse, verify } from '../../helpers/call-commands.ts';

// 200 GB of nothing are a few bytes on the disk, and hours for whoever reads them.
const claimed = 200e9;
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sparse-'));
  cpSync('test/golden/python-minimal', root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function claim(path: string): void {
  writeFileSync(join(root, path), '');
  truncateSync(join(root, path), claimed);
}

async function start(run: AnyCall, flags: object): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [root], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

describe.each(['src/big.bin', 'rehearsal/safe_data/big.bin'])('%s of 200 GB', (path) => {
  beforeEach(() => claim(path));

  test.each<readonly [string, AnyCall, object, RegExp]>([
    [
      'rehearse --print-context-digest',
      rehearse,
      { 'print-context-digest': true },
      /they hold 200 GB, 200 GB of it in .*big\.bin, and at most 21 GB are read/,
    ],
    ['rehearse', rehearse, {}, /too large: they hold 200 GB[\s\S]*\.dockerignore/],
    ['rehearse --dry-run', rehearse, { 'dry-run': true }, /^0\n/],
    ['check --checklist', check, { checklist: true }, /^[01]\n/],
    ['pack --draft', pack, { draft: true, tag: '1' }, /^[01]\n/],
  ])('%s ends without reading it', async (_, run, flags, said) => {
    expect(await start(run, flags)).toMatch(said);
  });
});

test('a bundle of that size is not read', async () => {
  claim('image.tar');
  expect(await start(verify, {})).toContain('is too large for a bundle, and nothing of it was read: they hold 200 GB');
});

test('of a hundred thousand broken sums a hundred are told', async () => {
  writeFileSync(join(root, 'SHA256SUMS'), 'x\n'.repeat(100_000));
  const lines = (await start(verify, {})).trim().split('\n');
  expect(lines.length).toBe(103);
  expect(lines.at(-2)).toMatch(/^and 99,?9\d\d further faults$/);
  expect(lines.at(-1)).toBe('not whole: do not rely on this bundle');
});

test('a list of sums of some gigabytes is none', async () => {
  writeFileSync(join(root, 'SHA256SUMS'), '');
  truncateSync(join(root, 'SHA256SUMS'), 30e9);
  expect(await start(verify, {})).toContain('they hold 30 GB, 30 GB of it in SHA256SUMS, and at most 268 MB are read');
});
