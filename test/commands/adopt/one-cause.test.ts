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
