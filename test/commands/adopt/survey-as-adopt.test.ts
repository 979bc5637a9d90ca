import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-survey-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await (adopt as AnyCall)({ targets: [folder], flags } as never, environment).catch(() => undefined);
  return `${environment.printed.out}${environment.printed.err}`.replaceAll(/\s+/g, ' ');
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

const plain = 'print(1)\nprint(2)\n';

test('a survey says of the packages of a named program what adopt writes, and which answers count in it', async () => {
  write({ 'fit.py': plain, 'send.py': `import requests\n${plain}` });
  const said = await run({ survey: true, set: ['program=fit.py'] });
  expect(said).toContain('packages no list what is started imports nothing that has to be installed');
  expect(said).toContain('program, mode, project and registry count in this survey');
  expect(await run({ survey: true, set: ['mode=interactive'] })).toContain('base jupyter you asked for a session');
});

test('whoever names a base named nothing of what it runs as, and reads why none fits', async () => {
  write({ 'fit.py': plain });
  expect(await run({ survey: true, base: 'python' })).toContain('runs as a batch job as the base that you named does');
  write({ 'app.R': 'library(shiny)\nshinyApp(fluidPage(), function(input, output) {})\n' });
  rmSync(join(folder, 'fit.py'));
  expect(await run({ survey: true, base: 'r' })).toContain(
    'base r you named it, and no base is for this: it is a Shiny',
  );
});

test('a program that the Dockerfile names in another spelling is named once', async () => {
  write({
    'infer.sh': 'echo 1\n',
    'train.sh': 'echo 2\n',
    Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY *.sh .\n',
    'README.md': 'x\n',
  });
  const said = await run({ survey: true, base: 'python' });
  expect(said).toContain('starts ./infer.sh');
  expect(said).not.toContain('or infer.sh');
  expect(said).toContain("--set program='./infer.sh && ./train.sh'");
});

test('adopt without a terminal lists the same choices as a survey, each run of its own among them', async () => {
  for (const name of 'abcdefghijk') write({ [`${name}.py`]: plain });
  const said = await run({});
  expect(said).toContain('--set program=decided-at-run');
  const [, asked = ''] = said.split('to be decided first');
  expect((asked.split('several,', 1)[0] ?? '').match(/[a-k]\.py/g)?.length).toBeGreaterThan(6);
});
