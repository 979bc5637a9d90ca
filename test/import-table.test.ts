import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Layer {
  readonly folder: string;
  readonly name: string;
  /** Names of layers, and of packages. */
  readonly may: readonly string[];
}

/** The import table of CONTRIBUTING.md. */
const layers: readonly Layer[] = readFileSync('CONTRIBUTING.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, folder, may] = /^\| `((?:src\/)?[a-z]+)` \| [^|]+ \| ([^|]+) \|$/.exec(line) ?? [];
    if (folder === undefined || may === undefined) return [];
    return [{ folder, name: folder.replace('src/', ''), may: may.replaceAll('`', '').split(', ') }];
  });
const packages = [...new Set(layers.flatMap(({ may }) => may))].filter(
  (word) => word !== 'nothing' && !layers.some(({ name }) => name === word),
);

/** One import of each layer and each package from each layer: those that the table allows, or the others. */
function tableCases(wanted: 'allowed' | 'forbidden'): readonly (readonly [file: string, line: string])[] {
  return layers.flatMap((from) => {
    // From a file in a room of the layer; a rule imports what rules share from a folder below.
    const room = from.name === 'rules' ? 'shared' : 'a-room';
    const targets = [
      ...layers
        .filter(({ name }) => name !== from.name)
        .map(({ folder, name }) => [name, `${relative(`${from.folder}/${room}`, folder)}/x/y.ts`] as const),
      ...packages.map((name) => [name, name] as const),
    ];
    return targets
      .filter(([name]) => from.may.includes(name) === (wanted === 'allowed'))
      .map(([name, path]) => [
        `${from.folder}/${room}/${wanted}-${name.replace(':', '-')}.ts`,
        `export { x } from '${path}';`,
      ]);
  });
}

/** One forbidden line a row, shown to bite. */
const forbidden: readonly (readonly [file: string, line: string])[] = [
  ...tableCases('forbidden'),
  ['src/rules/d.ts', "export { x } from './other-rule.ts';"],
  ['src/engine/i.ts', 'export const now = Date.now();'],
  ['src/commands/i1.ts', 'export const home = process.env;'],
  ['src/catalog/i2.ts', 'export const n = Math.random();'],
  ['src/report/i3.ts', 'console.log(1); export {};'],
  ['src/engine/CamelCase.ts', 'export {};'],
  ['src/rules/long.ts', `${'// line\n'.repeat(121)}export {};`],
  ['src/engine/long.ts', `${'// line\n'.repeat(251)}export {};`],
];
const allowed: readonly (readonly [file: string, line: string])[] = [
  ...tableCases('allowed'),
  ['src/rules/ok.ts', "export { x } from './shared/x.ts';"],
  ['src/io/git/ok.ts', "export { y } from '../engine/y.ts';"],
];

test('every layer has a row', () => {
  expect(layers.map(({ name }) => name)).toEqual([
    'shared',
    'model',
    'parse',
    'catalog',
    'rules',
    'engine',
    'report',
    'io',
    'commands',
    'generators',
    'bin',
  ]);
});

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
