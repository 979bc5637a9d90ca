import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import noLicenceServer from '../../src/rules/no-licence-server.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';

const dockerfile =
  'FROM docker.io/library/python:3.13\nCOPY . /app/\nCMD ["python", "/app/main.py", "--backend", "pandas_b"]\n';
const offered = [
  'import urllib.request',
  'urllib.request.urlretrieve("https://example.org/x.bin", "/scratch/x.bin")',
  'open("/app/none.txt").read()',
  'input("x")',
  'open("/app/out.txt", "w").write("x")',
].join('\n');
const loading = 'import importlib, sys\nm = importlib.import_module(f"plugins.{sys.argv[2]}")\nm.run()\n';
const plugins = { 'plugins/__init__.py': '', 'plugins/pandas_b.py': 'def run():\n    print(1)\n' };
const asking: readonly CheckedRule[] = [noRuntimeDownload, filesInImage, startsWithoutInteraction, outputsInSafe];

async function verdicts(files: Record<string, string>, text = dockerfile): Promise<readonly string[]> {
  const facts = await factsOf({ Dockerfile: text, ...files });
  return asking.map((rule) => rule.check(facts).verdict);
}

const all = (verdict: string): readonly string[] => asking.map(() => verdict);

test('what a module does that may be loaded by a computed name is unknown, and so is what such a one imports', async () => {
  expect(await verdicts({ 'main.py': loading, ...plugins, 'plugins/torch_b.py': offered })).toEqual(all('unknown'));
  const through = { 'plugins/torch_b.py': 'import helper\n', 'helper.py': offered };
  expect(await verdicts({ 'main.py': loading, ...plugins, ...through })).toEqual(all('unknown'));
  const facts = await factsOf({
    Dockerfile: dockerfile,
    'main.py': loading,
    ...plugins,
    'plugins/torch_b.py': offered,
  });
  expect(JSON.stringify(noRuntimeDownload.check(facts))).toContain(
    'if it is loaded (CMD -> main.py:2 -> plugins/torch_b.py:2)',
  );
});

test('what is imported by its name, or by a name that is written out, runs all the same', async () => {
  for (const line of ['import plugins.torch_b\n', 'import importlib\nimportlib.import_module("plugins.torch_b")\n'])
    expect(await verdicts({ 'main.py': `${line}${loading}`, ...plugins, 'plugins/torch_b.py': offered })).toEqual(
      all('fail'),
    );
});

test('what the loading program does itself still fails, and names the other beside it', async () => {
  const main = `${loading}import urllib.request\nurllib.request.urlretrieve("https://example.org/y")\n`;
  const facts = await factsOf({ Dockerfile: dockerfile, 'main.py': main, ...plugins, 'plugins/torch_b.py': offered });
  const verdict = noRuntimeDownload.check(facts);
  expect(verdict).toMatchObject({ verdict: 'several', verdicts: [{ verdict: 'fail' }, { verdict: 'unknown' }] });
});

test('modules that do nothing of the kind leave it at no finding, and so do folders that no name leads to', async () => {
  expect(await verdicts({ 'main.py': loading, ...plugins })).not.toContain('fail');
  expect(await verdicts({ 'main.py': loading, ...plugins, 'other/x.py': offered })).not.toContain('fail');
});

test('where nothing is started, a script that somebody may start fails whoever else may load it', async () => {
  const text = 'FROM docker.io/library/python:3.13\nCOPY . /app/\n';
  const scripts = { 'main.py': loading, ...plugins, 'plugins/torch_b.py': offered };
  expect((await verdicts(scripts, text))[0]).toBe('fail');
});

test('a licence server that only a module names which may be loaded is unknown', async () => {
  const naming = { 'plugins/torch_b.py': 'import os\nos.environ["LM_LICENSE_FILE"] = "27000@licences.example.org"\n' };
  const check = async (main: string): Promise<string> =>
    noLicenceServer.check(await factsOf({ Dockerfile: dockerfile, 'main.py': main, ...plugins, ...naming })).verdict;
  expect(await check(loading)).toBe('unknown');
  expect(await check(`import plugins.torch_b\n${loading}`)).toBe('fail');
});

test.each([
  'git -c url."https://x@github.com/".insteadOf="https://github.com/" clone https://github.com/a/b /opt/b',
  'git -c user.email=a@example.org commit -m x',
  'pip install -c https://example.org/constraints.txt numpy',
])('-c of %s names no licence server', async (command) => {
  const facts = await factsOf({ Dockerfile: `FROM docker.io/library/python:3.13\nRUN ${command}\n` });
  expect(noLicenceServer.check(facts).verdict).not.toBe('fail');
});

test.each(['lmstat -a -c 27000@licences.example.org', 'lmutil lmstat -c @licences', 'solve --license lic.example.org'])(
  '%s names one',
  async (command) => {
    const facts = await factsOf({ Dockerfile: `FROM docker.io/library/python:3.13\nRUN ${command}\n` });
    expect(noLicenceServer.check(facts).verdict).toBe('fail');
  },
);
