import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeStart } from '../../../src/io/terminal/started-as.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'started-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Where npx starts a program from, with the note that npm leaves there. */
function fetchedBy(packages: unknown, name: string): string {
  const place = join(folder, '_npx', '0123abcd');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), JSON.stringify({ _npx: { packages } }));
  return join(place, 'node_modules', '.bin', name);
}

test.each([
  ['/usr/local/bin/tre-container', 'tre-container'],
  ['/home/ada/my clone/dist/bin/tre-container.js', "node '/home/ada/my clone/dist/bin/tre-container.js'"],
])('%s', (script, said) => {
  expect(describeStart(script)).toBe(said);
});

test.each([
  [['tre-container@0.2.0'], 'tre-container', 'npx tre-container@0.2.0'],
  [['generator-tre-container'], 'generator-tre-container', 'npx generator-tre-container'],
  [
    ['file:/a/generator-tre-container-0.2.0.tgz'],
    'tre-container',
    'npx --yes -p file:/a/generator-tre-container-0.2.0.tgz tre-container',
  ],
  [['yo', '/a/x y.tgz'], 'yo', "npx --yes -p yo -p '/a/x y.tgz' yo"],
  [['../x.tgz'], 'tre-container', 'npx --yes -p /home/x.tgz tre-container'],
  [['x.tgz'], 'tre-container', 'npx --yes -p /home/ada/x.tgz tre-container'],
  ['no list', 'yo', 'npx yo'],
])('npx was asked for %j', (packages, name, said) => {
  expect(
    describeStart(fetchedBy(packages, name), '/home/ada').replaceAll(
      "'file:/a/generator-tre-container-0.2.0.tgz'",
      'file:/a/generator-tre-container-0.2.0.tgz',
    ),
  ).toBe(said);
});

test.each([
  ['/home/ada/tools', [], 'npx tre-container'],
  ['/home/ada/tools/below', ['check', '../other', '--set', 'registry=ghcr.io/x'], 'npx tre-container'],
  ['/home/ada/tools', ['../lung-ct'], '/home/ada/tools/node_modules/.bin/tre-container'],
  ['/home/ada/tools', ['check', '/home/ada/lung-ct'], '/home/ada/tools/node_modules/.bin/tre-container'],
  ['/home/ada/lung-ct', ['check'], '/home/ada/tools/node_modules/.bin/tre-container'],
])('npx finds what is installed only below its folder: in %s with %j', (typedIn, places, said) => {
  expect(describeStart('/home/ada/tools/node_modules/.bin/tre-container', typedIn, places)).toBe(said);
});

test('a program that the shell finds by its name is called by it, unless npm led there for this run alone', () => {
  const installed = join(folder, 'node_modules', '.bin');
  const other = join(folder, 'bin');
  for (const place of [installed, other]) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'tre-container'), '');
  }
  const script = join(installed, 'tre-container');
  const said = (variables: Record<string, string>, typedIn = '/home/ada'): string =>
    describeStart(script, typedIn, [], variables);
  // Below the folder of the installation too.
  expect(said({ PATH: `${installed}:/usr/bin` }, join(folder, 'work'))).toBe('tre-container');
  expect(said({ PATH: `${installed}:/usr/bin`, npm_execpath: '/usr/lib/npm.js' }, join(folder, 'work'))).toBe(
    'npx tre-container',
  );
  expect(said({ PATH: '/usr/bin' }, join(folder, 'work'))).toBe('npx tre-container');
  expect(said({ PATH: `/nowhere:${installed}:${other}` })).toBe('tre-container');
  expect(said({ PATH: `${other}:${installed}` })).toBe(script);
  expect(said({ PATH: '/usr/bin' })).toBe(script);
  expect(said({ PATH: installed, npm_execpath: '/usr/lib/npm.js' })).toBe(script);
});
