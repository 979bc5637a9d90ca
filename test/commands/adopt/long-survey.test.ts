import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Flags } from '../../../src/model/command.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-long-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What stands on standard error after a survey of programs of so many characters. */
async function saidOf(characters: number, flags: Flags, wrapAt?: number): Promise<string> {
  writeFileSync(join(folder, 'run.py'), 'print(1)\n');
  for (let at = 0; at < 5; at += 1)
    writeFileSync(join(folder, `long${String(at)}.py`), `"""${'word '.repeat(characters / 25)}"""\n`);
  const environment = catchEnvironment();
  const terminal = { ...environment.terminal, ...(wrapAt === undefined ? {} : { wrapAt }) };
  await adopt({ targets: [folder], flags }, { ...environment, terminal });
  return environment.printed.err;
}

test('whoever waits at a terminal for long programs is told before they are read', async () => {
  const quick = await saidOf(1_200_000, { survey: true }, 200);
  expect(quick).toContain('reading 6 programs, 1.2 million characters: this may take a minute\n');
  const whole = await saidOf(1_200_000, { defaults: true, 'dry-run': true, set: ['program=run.py'] }, 200);
  expect(whole).toContain('characters, and once more when what would be written is checked: this may');
});

test('nothing is told of what is read at once, in a pipe, or with --json', async () => {
  expect(await saidOf(200_000, { survey: true }, 200)).not.toContain('reading');
  expect(await saidOf(1_200_000, { survey: true })).not.toContain('reading');
  expect(await saidOf(1_200_000, { survey: true, json: true }, 200)).not.toContain('reading');
});
