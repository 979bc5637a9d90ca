import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { upgrade } from '../helpers/call-commands.ts';
import { catchEnvironment } from '../fakes/environment.ts';
import { freshFolder } from './generated-project.ts';
import { python } from './install-libraries.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

const former = join(import.meta.dirname, '../history/0.1.0');
const variants = readdirSync(former);

interface Upgraded {
  readonly root: string;
  readonly code: number;
  readonly files: Readonly<Record<string, string>>;
}

/** A frozen project of 0.1.0, edited, and brought to this version. */
async function bring(
  variant: string,
  edit: (root: string) => void = () => undefined,
  flags: Readonly<Record<string, string>> = {},
): Promise<Upgraded> {
  const root = join(freshFolder(), 'project');
  cpSync(join(former, variant), root, { recursive: true });
  edit(root);
  const environment = catchEnvironment();
  const code = await upgrade({ targets: [root], flags: { json: true, defaults: true, ...flags } }, environment);
  const told = JSON.parse(environment.printed.out) as { files: readonly { path: string; action: string }[] };
  return { root, code, files: Object.fromEntries(told.files.map(({ path, action }) => [path, action])) };
}

/** Starts the program as a person does on a laptop; a session's start is its script or notebook, run as a whole. */
async function start(root: string): Promise<Done> {
  const places = { TRE_SAFE_DATA: 'rehearsal/safe_data', TRE_SAFE_OUTPUTS: 'out', TRE_SCRATCH: 'scratch' };
  for (const folder of ['out', 'scratch']) mkdirSync(join(root, folder), { recursive: true });
  const variables = Object.fromEntries(Object.entries(places).map(([name, path]) => [name, join(root, path)]));
  const options = { cwd: root, variables: { ...variables, TRE_CODE: root, PYTHONPATH: root } };
  if (existsSync(join(root, 'src/start.R'))) return run('Rscript', ['src/start.R'], options);
  if (existsSync(join(root, 'src/main.py'))) return run(python, ['src/main.py'], options);
  // The first cell holds what the loader is asked for, where the notebook has a loader; the libraries after it are the image's.
  const cells = `
import json, sys
cells = [cell for cell in json.load(open("src/start.ipynb"))["cells"] if cell["cell_type"] == "code"]
first = "".join(cells[0]["source"])
if "offline_models" in first:
    exec(first.split("from pathlib")[0])
    print(offline_models.safe_data() / "measurements.csv")
else:
    compile(first, "cell", "exec")`;
  return run(python, ['-c', cells], options);
}

const models = (root: string): readonly unknown[] =>
  (JSON.parse(readFileSync(join(root, 'models/models.json'), 'utf8')) as { models: readonly unknown[] }).models;

/** What a start ends with: of a project whose models were never fetched it is that, by name; else it is done. */
function ending(root: string): RegExp {
  const isDone = models(root).length === 0 || existsSync(join(root, 'src/start.ipynb'));
  return isDone ? /^0 / : /^1 [^]*was not fetched yet/;
}
const broken = /ModuleNotFoundError|ImportError|AttributeError|could not find function|Traceback/;
const told = ({ status, output }: Done): string => `${String(status)} ${output}`;

/** Edits where researchers make them. */
function editAll(root: string): void {
  const change = (path: string, from: string | RegExp, to: string): void => {
    if (!existsSync(join(root, path))) return;
    const text = readFileSync(join(root, path), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(root, path), text.replace(from, to));
  };
  change('Dockerfile', /ENV HOME=\/scratch|RUN printf/, '# ours\n$&');
  change('.dockerignore', '!src/**', '!src/**\n!config/**');
  change('ces/env-file.txt', /$/, 'OUR_SETTING=1\n');
  change('src/main.py', /^from __future__[^\n]*\n/m, '$&\n# ours\n');
  writeFileSync(join(root, 'our_tool.py'), 'import offline_models\n');
}

function editModule(root: string): void {
  const path = join(root, 'offline_models.py');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n\ndef ours():\n    return 1\n`);
}

describe.each(variants)('a project of 0.1.0, %s', (variant) => {
  test('keeps the loader that its starter imports, the small one, and starts', async () => {
    const { root, code, files } = await bring(variant);
    expect(code).toBe(0);
    const loader = variant.startsWith('rocker') ? 'offline_models.R' : 'offline_models.py';
    expect(files).toMatchObject({ [loader]: 'update', 'models/fetch_models.py': 'update' });
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain(`${loader} models/models.json src/ /app/`);
    expect(readFileSync(join(root, '.dockerignore'), 'utf8')).toContain(`!${loader}\n`);
    expect(existsSync(join(root, 'ces/env-file.txt')) || !existsSync(join(former, variant, 'ces/env-file.txt'))).toBe(
      true,
    );
    expect(existsSync(join(root, '.pre-commit-config.yaml'))).toBe(true);
    expect(existsSync(join(root, 'tests/test_offline_models.py'))).toBe(false);
    const started = told(await start(root));
    expect(started).toMatch(ending(root));
    expect(started).not.toMatch(broken);
  });

  test('starts after an upgrade with edits in the Dockerfile, the ignore list, settings and the program', async () => {
    const { root, code } = await bring(variant, editAll);
    expect(code).toBe(0);
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain('# ours');
    expect(readFileSync(join(root, '.dockerignore'), 'utf8')).toContain('!config/**');
    const started = told(await start(root));
    expect(started).toMatch(ending(root));
    expect(started).not.toMatch(broken);
  });
});

test('a program that imports the module no more lets it go, with COPY and ignore lines', async () => {
  const { root, code, files } = await bring('python-minimal', (folder) => {
    writeFileSync(join(folder, 'src/main.py'), 'print("ours")\n');
  });
  expect(code).toBe(0);
  expect(files).toMatchObject({ 'offline_models.py': 'delete', 'models/models.json': 'delete' });
  expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).not.toContain('offline_models');
  expect(readFileSync(join(root, '.dockerignore'), 'utf8')).not.toContain('offline_models');
  expect(await start(root)).toMatchObject({ status: 0, stdout: 'ours\n' });
});

describe('a module that a person edited', () => {
  test('is a conflict, and never replaced in silence', async () => {
    const { code, files, root } = await bring('python-minimal', editModule);
    expect([code, files['offline_models.py']]).toEqual([1, 'conflict']);
    expect(readFileSync(join(root, 'offline_models.py'), 'utf8')).toContain('def ours()');
  });

  test.each([
    ['yours', true],
    ['theirs', false],
  ])('with %s the program starts', async (choice, isOurs) => {
    const { root, code } = await bring('python-minimal', editModule, { 'on-conflict': choice });
    expect(code).toBe(0);
    expect(readFileSync(join(root, 'offline_models.py'), 'utf8').includes('def ours()')).toBe(isOurs);
    const started = told(await start(root));
    expect(started).toMatch(ending(root));
    expect(started).not.toMatch(broken);
  });
});
