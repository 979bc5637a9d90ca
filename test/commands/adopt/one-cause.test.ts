import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-cause-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The to-dos of a repository of one program. */
async function toDosOf(name: string, text: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<readonly string[]> {
  writeFileSync(join(folder, name), Buffer.from(text, encoding));
  const flags = { defaults: true, set: [`program=${name}`, 'project=nsh-1', 'registry=ghcr.io/lab'] };
  await adopt({ targets: [folder], flags }, catchEnvironment());
  const page = readFileSync(join(folder, 'tre/README.md'), 'utf8');
  return page.split('\n').filter((line) => line.startsWith('- [ ] '));
}

test('one drive of Windows below which several files are written is one to-do', async () => {
  const writes = ['a', 'b', 'c'].map((name) => `write.csv(x, paste0(base, "Results/${name}.csv"))\n`).join('');
  const toDo = await toDosOf('fit.R', `base <- "G:/Sharing/"\nx <- data.frame(a = 1)\n${writes}`);
  expect(toDo).toHaveLength(1);
  expect(toDo[0]).toContain('G:/Sharing/ (a drive of Windows) does not exist in the TRE');
});

test('what is written to places that have no question of their own is listed to its end', async () => {
  const writes = Array.from({ length: 13 }, (_, at) => `open("/var/results/${String(at)}.csv", "w").write("1")\n`);
  const toDo = await toDosOf('fit.py', writes.join(''));
  expect(toDo).toHaveLength(11);
  expect(toDo.at(-1)).toBe(
    '- [ ] 3 more files that are written where nothing is kept: fit.py:11, fit.py:12, fit.py:13 (fit.py:11)',
  );
});

test('a program in R that is not in UTF-8 is told what that means in R, at a line that does something', async () => {
  const [said, ...others] = await toDosOf('fit.R', '# f\xf6r\nx <- 1\nif (x == "l\xe4n") print(x)\n', 'latin1');
  expect(others).toEqual([]);
  expect(said).toMatch(/fit\.R is not in UTF-8, .*R reads its texts wrong.*\(fit\.R:3\)$/);
  expect(said).not.toContain('Python');
});

test('in comments of R alone it is nothing to do, and in those of Python it ends the start', async () => {
  expect(await toDosOf('fit.R', '# f\xf6r\nx <- 1\nprint(x)\n', 'latin1')).toEqual([]);
  rmSync(join(folder, 'fit.R'));
  rmSync(join(folder, 'tre'), { recursive: true });
  const toDo = await toDosOf('fit.py', '# f\xf6r\nprint(1)\n', 'latin1');
  expect(toDo.join('')).toContain('Python does not start such a file');
});

test.each([
  ['fit.R', '# R version:    3.5.2\n', 'rocker/r-ver:3.5.2'],
  ['fit.R', "#' R version 4.2.1 (2022-06-23)\n", 'rocker/r-ver:4.2.1'],
  ['fit.py', '# Python 3.9\n', 'python:3.9-slim-bookworm'],
])('the head of a program says its version, where nothing else does: %s %s', async (name, head, image) => {
  await toDosOf(name, `#\n${head}print(1)\nprint(2)\n`);
  const page = readFileSync(join(folder, 'tre/README.md'), 'utf8');
  expect(page).toContain(image);
  expect(page).toContain(`its version: ${name} says so (${name}:2)`);
});

test.each([
  ['fit.R', '# Python 3.6\n'],
  ['fit.py', '# Python 3.6 is too old for this\n'],
  ['fit.py', 'note = "# Python 3.6"\n'],
])('what a program says of another language, or within a sentence, is no version: %s %s', async (name, head) => {
  await toDosOf(name, `${head}print(1)\nprint(2)\n`);
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).not.toContain('its version:');
});

test('a folder whose name a program computes is no folder that the start script makes', async () => {
  await toDosOf('fit.py', 'import sys\nprint(open(f"./cohort_{sys.argv[1]}.h5/a.csv").read())\n');
  const made = readFileSync(join(folder, 'tre/README.md'), 'utf8') + readFileSync(join(folder, 'tre/start.sh'), 'utf8');
  expect(made).not.toMatch(/found in|for folder in/);
});

test('what goes into an image is named to its end, lists and scripts of the folder among it', async () => {
  await toDosOf('fit.py', 'import numpy\nopen("a.csv", "w").write("1")\n');
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toContain(
    ': `fit.py` `tre/packages.txt` `tre/start.sh`. What stays out: ',
  );
});

test('a session without programs says what goes in, and a build of its own is no setting that a program reads', async () => {
  const names = ['scanpy==1.9.5', 'a==1', 'b==1', 'c==1', 'd==1'].join(' ');
  writeFileSync(
    join(folder, 'Dockerfile'),
    `FROM jupyter/scipy-notebook:notebook-6.4.12\nENV DEBIAN_FRONTEND=noninteractive\nRUN pip install ${names}\n`,
  );
  await adopt({ targets: [folder], flags: { defaults: true } }, catchEnvironment());
  const page = readFileSync(join(folder, 'tre/README.md'), 'utf8');
  expect(page).toContain(
    'Into the image goes, and nothing else: `tre/packages.txt` `tre/start-session.sh`. What stays out: ',
  );
  expect(page).toContain('the Dockerfile installs scanpy==1.9.5, a==1, b==1, c==1 and 1 more');
  expect(page).not.toContain('DEBIAN_FRONTEND');
});

test('a project of Julia without a manifest is not said to be installed in its versions', async () => {
  const jl = {
    'Project.toml': '[deps]\nCSV = "336ed68f-0bac-5ca0-87d4-7b16caf5d00b"\n',
    Dockerfile: "FROM julia:1.9.2\nRUN julia -e 'using Pkg; Pkg.instantiate()'\n",
  };
  for (const [name, text] of Object.entries(jl)) writeFileSync(join(folder, name), text);
  await toDosOf('fit.jl', 'using CSV\nprintln(1)\n');
  expect(readFileSync(join(folder, 'tre/install_packages.jl'), 'utf8')).toContain('there is no Manifest.toml');
  expect(readFileSync(join(folder, 'tre/Dockerfile'), 'utf8')).toContain('# Takes over what Dockerfile installs;');
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).not.toContain('its version: Dockerfile');
});
