import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt, upgrade } from '../../helpers/call-commands.ts';
import { madeUpRepositories, type MadeUpRepository } from '../../engine/adopt/made-up-repositories.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-undo-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what adopt wrote is taken back by the command that its last words name', async () => {
  const { files } = madeUpRepositories['a program as a module, a code list and a cohort'] as MadeUpRepository;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'tre'));
  const before = snapshotFolder(folder);
  const environment = catchEnvironment();
  expect(await adopt({ targets: [folder], flags: { defaults: true } }, environment)).toBe(0);
  expect(environment.printed.out).toContain(`To take it back: tre-container upgrade --undo ${join(folder, 'tre')}`);
  expect(await upgrade({ targets: [join(folder, 'tre')], flags: { undo: true } }, environment)).toBe(0);
  expect(snapshotFolder(folder)).toEqual(before);
});
