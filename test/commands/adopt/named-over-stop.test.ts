import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-stop-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(command: unknown, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await (command as AnyCall)({ targets: [target], flags } as never, environment).catch(() => undefined);
  return `${environment.printed.out}${environment.printed.err}`.replaceAll(/\s+/g, ' ');
}

const page = (): string => readFileSync(join(folder, 'tre/README.md'), 'utf8');

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const names = ['project=nsh-2026-001', 'registry=ghcr.io/my-group'];

test('a base that is named for an application of Shiny makes no batch job of it in silence', async () => {
  write({
    'app.R':
      "library(shiny)\nsource('R/upload.R')\nui <- fluidPage(upload('a'))\nserver <- function(input, output) {}\nshinyApp(ui, server)\n",
    'R/upload.R': "upload <- function(id) fileInput(id, 'x')\n",
  });
  const asked = await run(adopt, folder, { base: 'r', defaults: true, set: names });
  expect(asked).toContain('app.R is a page of Shiny, which serves pages and never ends: no batch job. Name a program');
  expect(asked).not.toContain('mode=interactive');
  await run(adopt, folder, { base: 'r', defaults: true, set: [...names, 'program=app.R'] });
  expect(page()).toMatch(/- \[ \] app\.R is a page of Shiny, .* never ends.* What fits a server: rocker\/shiny/);
  expect(page().match(/- \[ \]/g)).toHaveLength(1);
  expect(page()).toContain('you named it, and no base is for this: it is a Shiny application');
  expect(page()).toContain(
    '| runs as | a batch job | programs that run from beginning to end; but programs import shiny',
  );
  const said = await run(check, join(folder, 'tre'), { verbose: true, 'fail-on': 'never' });
  expect(said).toContain('a server: no second server is known');
  expect(said).toContain('it exposes no port, and starts Shiny for itself alone [interactive-server-authenticated]');
  expect(said).not.toContain('starts no known server');
});

test('where nothing that is started shows it, the box says what no base is for', async () => {
  write({ 'ui.R': 'library(shiny)\nfluidPage()\n', 'server.R': 'library(shiny)\nfunction(input, output) {}\n' });
  await run(adopt, folder, { base: 'r', defaults: true, set: [...names, 'program=server.R'] });
  expect(page()).toContain('- [ ] it is a Shiny application, a server for other people: no base is for that, and you');
});
