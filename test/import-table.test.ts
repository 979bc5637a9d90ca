import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** One forbidden line a row: the import table of CONTRIBUTING.md, shown to bite. */
const forbidden: readonly (readonly [file: string, line: string])[] = [
  ['src/model/a.ts', "import { join } from 'node:path'; export { join };"],
  ['src/model/a1.ts', "export { x } from '../parse/x.ts';"],
  ['src/parse/b.ts', "export { x } from '../catalog/x.ts';"],
  ['src/parse/b1.ts', "export { readFile } from 'node:fs/promises';"],
  ['src/parse/b2.ts', "export { parse } from 'semver';"],
  ['src/catalog/c.ts', "export { x } from '../engine/x.ts';"],
  ['src/catalog/c1.ts', "export { parse } from 'yaml';"],
  ['src/rules/d.ts', "export { x } from './other-rule.ts';"],
  ['src/rules/d1.ts', "export { x } from '../engine/x.ts';"],
  ['src/rules/shared/d2.ts', "export { x } from '../../engine/check/x.ts';"],
  ['src/engine/check/d3.ts', "export { x } from '../../rules/index.ts';"],
  ['src/catalog/bases/d4.ts', "export { x } from '../../rules/shared/x.ts';"],
  ['src/shared/d5.ts', "export { x } from '../model/x.ts';"],
  ['src/engine/e.ts', "export { x } from '../catalog/bases.ts';"],
  ['src/engine/e1.ts', "export { x } from '../io/x.ts';"],
  ['src/report/f.ts', "export { x } from '../engine/x.ts';"],
  ['src/io/git/g.ts', "export { x } from '../../engine/check/x.ts';"],
  ['src/io/g1.ts', "export { parse } from 'yaml';"],
  ['src/commands/h.ts', "export { readFile } from 'node:fs/promises';"],
  ['src/commands/h1.ts', "export { default } from 'inquirer';"],
  ['src/commands/h2.ts', "export { x } from '../../bin/x.ts';"],
  ['src/engine/i.ts', 'export const now = Date.now();'],
  ['src/commands/i1.ts', 'export const home = process.env;'],
  ['src/catalog/i2.ts', 'export const n = Math.random();'],
  ['src/report/i3.ts', 'console.log(1); export {};'],
  ['generators/app/j.ts', "export { x } from '../../bin/x.ts';"],
  ['bin/k.ts', "export { x } from '../generators/app/index.ts';"],
  ['src/engine/CamelCase.ts', 'export {};'],
  ['src/rules/long.ts', `${'// line\n'.repeat(121)}export {};`],
  ['src/engine/long.ts', `${'// line\n'.repeat(251)}export {};`],
];
const allowed: readonly (readonly [file: string, line: string])[] = [
  [
    'src/rules/ok.ts',
    "export { x } from './shared/x.ts'; export { y } from '../parse/shell/x.ts'; export { z } from '../catalog/x.ts';",
  ],
  [
    'src/io/git/ok.ts',
    "export { readFile } from 'node:fs/promises'; export { x } from '../../model/x.ts'; export { y } from '../engine/y.ts';",
  ],
  [
    'src/commands/ok.ts',
    "export { x } from '../catalog/x.ts'; export { y } from '../io/x.ts'; export { z } from '../engine/z.ts';",
  ],
];

const folder = mkdtempSync(join(tmpdir(), 'import-table-'));
let complaints: readonly { readonly filename: string }[];

beforeAll(() => {
  cpSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  for (const [file, line] of [...forbidden, ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${line}\n`);
  }
  complaints = lint();
});
afterAll(() => rmSync(folder, { recursive: true }));

function lint(): readonly { readonly filename: string }[] {
  try {
    execFileSync(resolve('node_modules/.bin/oxlint'), ['--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    return (JSON.parse((error as { stdout: string }).stdout) as { diagnostics: { filename: string }[] }).diagnostics;
  }
  return [];
}

test.each(forbidden)('%s may not hold: %s', (file) => {
  expect(complaints.map(({ filename }) => filename)).toContain(file);
});

test.each(allowed)('%s may hold: %s', (file) => {
  expect(complaints.map(({ filename }) => filename)).not.toContain(file);
});
