import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// A repository that is a package: what people type is a command that only its installation makes.

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const pyproject = [
  '[project]',
  'name = "lesion"',
  'dependencies = ["numpy==2.3.1"]',
  '[project.optional-dependencies]',
  'viz = ["matplotlib==3.10.1"]',
  '[project.scripts]',
  'lesion = "lesion.cli:main"',
  '',
].join('\n');

const cli = [
  'import sys',
  'import numpy as np',
  'import matplotlib.pyplot as plt',
  'def main():',
  '    np.savetxt(sys.argv[2] + "/a.csv", [1])',
  '',
].join('\n');

const library = {
  'pyproject.toml': pyproject,
  'src/lesion/__init__.py': '',
  'src/lesion/cli.py': cli,
  'src/lesion/sums.py': 'def add(a, b):\n    return a + b\n',
  'tests/test_a.py': 'from lesion.cli import main\nmain()\n',
  'README.md': '# Lesion\n\n```\nlesion /safe_data/in /safe_outputs\n```\n',
};

async function run(flags: object): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const environment = catchEnvironment();
  const code = await adopt({ targets: [folder], flags }, environment);
  return { code, ...environment.printed };
}

const given = ['project=eidf999', 'registry=ghcr.io/me'];
const calls = 'import sys; from lesion.cli import main; sys.exit(main())';

async function verdictOf(rule: string): Promise<string> {
  const environment = catchEnvironment();
  const flags = { format: 'json', 'fail-on': 'never' };
  await check({ targets: [join(folder, 'tre')], flags } as never, environment);
  const { results } = JSON.parse(environment.printed.out) as {
    readonly results: readonly { readonly rule: string; readonly verdict: string }[];
  };
  return results
    .filter((each) => each.rule === rule)
    .map(({ verdict }) => verdict)
    .join(' ');
}

describe('a command of the package', () => {
  test('is what the survey proposes, and no test is', async () => {
    write(library);
    const { out } = await run({ survey: true });
    expect(out).toMatch(/starts .*from lesion\.cli import main/);
    expect(out).not.toContain('tests/test_a.py');
    expect(out).toContain('matplotlib is imported, and only an optional dependency of the list');
  });

  test('is started by the function that it calls, with what the guide gives it', async () => {
    write(library);
    expect((await run({ defaults: true, set: given })).code).toBe(0);
    const all = `${read('tre/Dockerfile')}\n${read('tre/packages.txt')}`;
    expect(all).toContain(calls);
    expect(all).toContain('"/safe_data/in", "/safe_outputs"');
    expect(all).toContain('PYTHONPATH=/opt/project:/opt/project/src');
    expect(all).toContain('matplotlib==3.10.1');
    expect(await verdictOf('image-complete')).toBe('pass');
    expect(await verdictOf('imports-installed')).toBe('pass');
  });

  test.each(['lesion', 'lesion /safe_data/in /safe_outputs'])('may be named: %s', async (program) => {
    write(library);
    expect((await run({ defaults: true, set: [...given, `program=${program}`] })).code).toBe(0);
    expect(read('tre/Dockerfile')).toContain(calls);
  });

  test.each(['leson /safe_data/in', 'lesoin'])('is no other one: %s', async (program) => {
    write(library);
    await expect(run({ defaults: true, set: [...given, `program=${program}`] })).rejects.toThrow(
      /did you mean lesion\?/,
    );
  });

  test.each([
    [
      'setup.cfg',
      '[metadata]\nname = lesion\n[options.entry_points]\nconsole_scripts =\n    lesion = lesion.cli:main\n',
    ],
    ['setup.py', "from setuptools import setup\nsetup(entry_points={'console_scripts': ['lesion=lesion.cli:main']})\n"],
    ['pyproject.toml', '[tool.poetry]\nname = "lesion"\n[tool.poetry.scripts]\nlesion = "lesion.cli:main"\n'],
  ])('is found in %s', async (name, text) => {
    const { 'pyproject.toml': _, ...others } = library;
    write({ ...others, [name]: text });
    expect((await run({ survey: true })).out).toMatch(/starts .*from lesion\.cli import main/);
  });

  test('of which the module starts by itself, or lies in another package, changes nothing', async () => {
    write({ ...library, 'src/lesion/cli.py': `${cli}\nif __name__ == "__main__":\n    main()\n` });
    expect((await run({ survey: true })).out).toContain('src/lesion/cli.py');
    write({ ...library, 'pyproject.toml': pyproject.replace('lesion.cli:main', 'elsewhere.cli:main') });
    expect((await run({ survey: true })).out).not.toContain('from elsewhere');
  });
});

test('a program that only defines functions is a to-do where somebody names it', async () => {
  write(library);
  const { err, out } = await run({ defaults: true, set: [...given, 'program=src/lesion/sums.py'] });
  expect(out + err).toContain('src/lesion/sums.py only defines functions: started by its path it does nothing');
});

test('a repository on a hub is no folder', async () => {
  write({
    'main.py':
      'import torch\nm = torch.hub.load("pytorch/vision", "resnet18")\nn = torch.hub.load("hub/mine", "x", source="local")\n',
    'requirements.txt': 'torch==2.11.0\n',
  });
  const { out } = await run({ survey: true, json: true });
  const { facts } = JSON.parse(out) as { readonly facts: { readonly reads: readonly { readonly what: string }[] } };
  expect(facts.reads.map(({ what }) => what)).toEqual(['hub/mine']);
});
