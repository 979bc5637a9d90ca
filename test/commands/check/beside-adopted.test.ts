import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt, type AnyCall, check } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beside-adopted-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(run: AnyCall, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [folder], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

test('a Dockerfile beside an adopted folder has no checklist, and none is asked for where that of the folder is renewed', async () => {
  writeFileSync(join(folder, 'fit.py'), 'print(1)\n');
  mkdirSync(join(folder, 'scoring'));
  writeFileSync(join(folder, 'scoring/Dockerfile'), 'FROM rocker/r-ver:4.5.1\nCMD ["Rscript", "-e", "1"]\n');
  await start(adopt, { defaults: true, set: ['program=fit.py'], base: 'python' });
  const list = join(folder, 'tre/CHECKLIST.md');
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll('- [x] ', '- [ ] '));
  const said = await start(check, { checklist: true, 'fail-on': 'never' });
  expect(said).toMatch(/tre\/CHECKLIST\.md: \d+ lines renewed\./);
  expect(said).toContain('scoring/Dockerfile');
  expect(said).not.toContain('there is no checklist');
});
