import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pin as run } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { integrityOf, type NpmRegistry, startNpmRegistry } from '../../helpers/npm-registry.ts';

const tarball = Buffer.from('a tarball');
const integrity = integrityOf(tarball);
const pipeline = (source: string, value: string): string =>
  `# Lints.\njobs:\n  a:\n    steps:\n      - env:\n          CHECKER: "${source}"\n          CHECKER_INTEGRITY: ${value} # here\n        run: x\n`;
let folder: string;
let registry: NpmRegistry;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pin-package-'));
  registry = await startNpmRegistry();
  registry.publish({ manifest: { name: 'tre-container', version: '1.2.3' }, tarball });
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await registry.close();
});

async function pin(text: string, flags: Readonly<Record<string, boolean>> = {}) {
  const file = join(folder, '.gitlab-ci.yml');
  writeFileSync(file, text);
  const environment = { ...catchEnvironment(), variables: { npm_config_registry: registry.url } };
  const outcome = await run({ targets: [file], flags }, environment).catch((error: unknown) => String(error));
  return { outcome, text: readFileSync(file, 'utf8'), out: environment.printed.out };
}

test('asks the registry for the checksum of the package that a pipeline installs, and writes it beside the version', async () => {
  const { outcome, text, out } = await pin(pipeline('npm:tre-container@1.2.3', '""'));
  expect(text).toBe(pipeline('npm:tre-container@1.2.3', `"npm:tre-container@1.2.3#${integrity}"`));
  expect([outcome, out]).toEqual([0, expect.stringContaining('pinned  npm:tre-container@1.2.3')]);
  expect(registry.asked).toEqual(['/tre-container/1.2.3']);
});

test('asks nothing where it stands already, and renews that of another version', async () => {
  const done = pipeline('npm:tre-container@1.2.3', `"npm:tre-container@1.2.3#${integrity}"`);
  expect(await pin(done)).toMatchObject({ outcome: 0, text: done });
  expect(registry.asked).toEqual([]);
  const stale = pipeline('npm:tre-container@1.2.3', `"npm:tre-container@1.2.2#${integrity}"`);
  expect(await pin(stale)).toMatchObject({ outcome: 0, text: done });
});

test('--check tells that it is missing, and writes nothing', async () => {
  const open = pipeline('npm:tre-container@1.2.3', "''");
  expect(await pin(open, { check: true })).toMatchObject({ outcome: 1, text: open });
});

test('a version that the registry does not know is left as it is, and said', async () => {
  const open = pipeline('npm:tre-container@9.9.9', '""');
  const { outcome, text, out } = await pin(open);
  expect([outcome, text]).toEqual([0, open]);
  expect(out).toContain('does not know it (yet)');
});

test('without a network nothing is written, and the exit code is 2', async () => {
  const open = pipeline('npm:tre-container@1.2.3', '""');
  await registry.close();
  const { outcome, text } = await pin(open);
  expect(text).toBe(open);
  expect(outcome).toContain('cannot be reached');
});

test('what is no package of a registry has its checksum in itself, and is not asked about', async () => {
  const tarballs = pipeline('https://example.org/a.tgz', '"https://example.org/a.tgz#sha512-x"');
  expect(await pin(tarballs)).toMatchObject({ outcome: 0, text: tarballs });
  expect(registry.asked).toEqual([]);
});
