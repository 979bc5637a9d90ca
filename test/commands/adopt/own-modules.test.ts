import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt, type AnyCall, check, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-modules-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await run({ targets: [target], flags } as never, environment);
  return environment.printed.out + environment.printed.err;
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

const project = '[project]\nname = "surv"\nversion = "0.1"\ndependencies = ["pandas==2.2.3"]\n';
const programs = (below: string): Readonly<Record<string, string>> => ({
  'scripts/run.py':
    'import pandas as pd\nfrom surv.clean import clean\nclean(pd.read_csv("/safe_data/a.csv"))\nprint(1)\nprint(2)\n',
  [`${below}surv/__init__.py`]: '',
  [`${below}surv/clean.py`]: 'from surv.codes import codes\ndef clean(x):\n    return x\n',
  [`${below}surv/codes.py`]: 'codes = []\n',
});
const dockerfile = (install: string): string =>
  `FROM python:3.11\nWORKDIR /work\nCOPY . .\nRUN ${install}\nEXPOSE 8080\nCMD ["python", "scripts/run.py"]\n`;

/** Ways in which a person makes Python find modules that lie below a folder, with what the Dockerfile must name. */
const layouts: readonly (readonly [name: string, root: string, files: Readonly<Record<string, string>>])[] = [
  ['pip install -e .', 'src', { Dockerfile: dockerfile('pip install -e .'), 'pyproject.toml': project }],
  ['pip install .', 'src', { Dockerfile: dockerfile('pip install .'), 'pyproject.toml': project }],
  ['uv pip install', 'src', { Dockerfile: dockerfile('uv pip install --system .'), 'pyproject.toml': project }],
  [
    'poetry install',
    'python',
    {
      Dockerfile: dockerfile('poetry install'),
      'pyproject.toml':
        '[tool.poetry]\nname = "surv"\nversion = "0.1"\npackages = [{ include = "surv", from = "python" }]\n[tool.poetry.dependencies]\npython = "^3.11"\npandas = "2.2.3"\n',
    },
  ],
  ['the README alone', 'src', { 'README.md': 'Run:\n\n    python scripts/run.py\n', 'pyproject.toml': project }],
  [
    'a setup.py with a folder of its own, and -e . in the list',
    'lib',
    {
      'README.md': 'Run:\n\n    python scripts/run.py\n',
      'requirements.txt': 'pandas==2.2.3\n-e .\n',
      'setup.py': 'from setuptools import setup\nsetup(name="surv", package_dir={"": "lib"}, packages=["surv"])\n',
    },
  ],
];

describe('modules of the repository below a folder', () => {
  it.each(layouts)('%s: the image finds them below %s/, and says why', async (_name, root, files) => {
    write({ ...programs(`${root}/`), ...files });
    await start(adopt, folder, { defaults: true });
    const made = read('tre/Dockerfile');
    // Where their own Dockerfile was taken over, it says where.
    const place = files['Dockerfile'] === undefined ? '/opt/project' : '/work';
    expect(made).toMatch(new RegExp(`^ENV PYTHONPATH=${place}:${place}/${root}$`, 'm'));
    expect(read('tre/README.md')).toMatch(new RegExp(String.raw`\| modules \| PYTHONPATH names ${root}/ \| .*\.py:\d`));
    expect(await start(upgrade, join(folder, 'tre'), {})).toMatch(/is up to date/);
    const told = /Python looks in/;
    expect(await start(check, join(folder, 'tre'), { verbose: true })).not.toMatch(told);
    // What adopt once wrote: the program ended at its first import, and nothing said so.
    writeFileSync(
      join(folder, 'tre/Dockerfile'),
      made.replace(`:${place}/${root}`, '').replace(/^RUN .*install.*\n/m, ''),
    );
    const findings = await start(check, join(folder, 'tre'), { verbose: true });
    expect(findings).toMatch(
      new RegExp(
        `imports surv\\.clean, which the image has below ${place}/${root}, and Python looks in ${place}/scripts, ${place} only`,
      ),
    );
    expect(findings).not.toMatch(/every import is installed by its name/);
  });

  it.each(['lib', 'python', 'code/modules'])(
    'below %s/ are read by check, as the image finds them there',
    async (root) => {
      write({
        ...programs(`${root}/`),
        [`${root}/surv/codes.py`]: 'import requests\ncodes = requests.get("https://example.org/codes").json()\n',
        'requirements.txt': 'pandas==2.2.3\nrequests==2.32.3\n',
        'README.md': 'Run:\n\n    python scripts/run.py\n',
      });
      await start(adopt, folder, { defaults: true });
      const found = await start(check, join(folder, 'tre'), { verbose: true });
      expect(found).toMatch(new RegExp(`${root}/surv/codes\\.py:2 .*no-runtime-download`));
      const made = read('tre/Dockerfile');
      writeFileSync(
        join(folder, 'tre/Dockerfile'),
        made.replace(/^ENV PYTHONPATH=.*$/m, 'ENV PYTHONPATH=/opt/project'),
      );
      expect(await start(check, join(folder, 'tre'), { verbose: true })).not.toMatch(
        /codes\.py:2 .*no-runtime-download/,
      );
    },
  );

  it('names what of the Dockerfile was not taken, and installs no folder before it is copied', async () => {
    write({
      ...programs('src/'),
      // Without a version it is not taken over.
      Dockerfile: dockerfile('pip install -e .').replace('python:3.11', 'python'),
      'requirements.txt': 'pandas==2.2.3\n-e .\n',
      'setup.py': '',
    });
    await start(adopt, folder, { defaults: true });
    const page = read('tre/README.md');
    expect(page).toMatch(/^- RUN pip install -e \.: /m);
    expect(page).toMatch(/^- EXPOSE 8080: /m);
    expect(read('tre/packages.txt')).toBe('pandas==2.2.3\n');
  });

  it('leaves PYTHONPATH out where nothing that is started imports a module of the project, and says why it is there', async () => {
    const plain = 'import json\nprint(1)\nprint(2)\nprint(3)\n';
    write({
      'scripts/run.py': `open("out.csv", "w").write("1")\n${plain}`,
      'other.py': 'import lib\nprint(1)\n',
      'lib.py': 'x = 1\n',
    });
    await start(adopt, folder, { defaults: true, set: ['program=scripts/run.py'] });
    expect(`${read('tre/Dockerfile')}${read('tre/start.sh')}`).not.toContain('PYTHONPATH');
    write({ 'scripts/run.py': `import lib\n${plain}` });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toContain(
      '# Where Python looks for modules of yours, beside the folder of the program.\nENV PYTHONPATH=/opt/project\n',
    );
  });

  it.each([
    ['a module that is started', { 'study/run.py': 'print(1)\n' }, 'program=python -m study.run'],
    [
      'one that is loaded by a name that nobody knows',
      { 'run.py': 'import importlib, sys\nimportlib.import_module(sys.argv[1])\n' },
      'program=run.py',
    ],
    ['a package', { 'run.py': 'import lib\nprint(1)\n', 'lib/__init__.py': 'x = 1\n' }, 'program=run.py'],
    ['one that is compiled', { 'run.py': 'import fast\nprint(1)\n', 'fast.so': 'x' }, 'program=run.py'],
    ['a step that each run names', { 'run.py': 'print(1)\n' }, 'program=decided-at-run'],
  ])('keeps PYTHONPATH for %s', async (_what, files, program) => {
    write({ ...files });
    await start(adopt, folder, { defaults: true, set: [program] });
    expect(read('tre/Dockerfile')).toMatch(/^ENV PYTHONPATH=\/opt\/project/m);
  });

  it('names no folder where modules lie at the root, beside the program, or are called as a library is', async () => {
    write({
      'README.md': 'Run:\n\n    python scripts/run.py\n',
      'requirements.txt': 'pandas==2.2.3\n',
      'scripts/run.py': 'import pandas\nimport helper\nimport surv.clean\nprint(1)\nprint(2)\nprint(3)\n',
      'scripts/helper.py': 'x = 1\n',
      'surv/clean.py': 'x = 1\n',
      'patched/pandas/frame.py': 'x = 1\n',
    });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toMatch(/^ENV PYTHONPATH=\/opt\/project$/m);
    expect(read('tre/README.md')).not.toMatch(/^\| modules/m);
  });
});
