import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check, create as run } from '../../helpers/call-commands.ts';
import { readListed } from '../../../src/engine/changes/listed-packages.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'and-back-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

async function create(
  set: readonly string[],
  flags: object = {},
): Promise<{ readonly out: string; readonly err: string }> {
  const environment = catchEnvironment();
  await run({ targets: [root], flags: { set: [...own, ...set], defaults: true, ...flags } }, environment);
  return environment.printed;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const replace = (path: string, from: RegExp | string, to: string): void => write(path, read(path).replace(from, to));
const answered = (): unknown =>
  (JSON.parse(read('.yo-rc.json')) as Record<string, { answers: { packages: unknown } }>)['generator-tre-container']
    ?.answers.packages;

/** A project of Python whose starter gave way to a program of the person's, with packages that they wrote into the list. */
async function begin(lines: string): Promise<void> {
  await create(['base=python', 'packages=pandas==2.2.3']);
  rmSync(join(root, 'src/main.py'));
  write('src/run_analysis.py', 'import pandas as pd\n\nprint(pd.__version__)\n');
  replace('Dockerfile', '/app/main.py', '/app/run_analysis.py');
  write('requirements.txt', `${read('requirements.txt')}${lines}`);
}

test('to another base and back: each line, each version and the start is said, and the deleted starter stays deleted', async () => {
  await begin('pydicom==3.0.1\n');
  const there = await create(['base=jupyter', 'packages=pandas=2.2.2'], { 'on-conflict': 'theirs' });
  expect(there.err).toMatch(/^Dockerfile:\d+ {2}your line goes: ENTRYPOINT \["python3", "\/app\/run_analysis\.py"\]$/m);
  expect(there.err).toMatch(/left out, since jupyter installs[^\n]*: pydicom==3\.0\.1$/m);
  expect(there.err).toMatch(/version changes[^\n]*: pandas==2\.2\.3 -> pandas=2\.2\.2$/m);
  expect(there.err).toContain('--set packages=pydicom=3.0.1,pandas=2.2.3 ');
  const back = await create(['base=python']);
  expect(existsSync(join(root, 'src/main.py'))).toBe(false);
  expect(back.out).toMatch(
    /Left as it is:\n {2}src\/main\.py {2}you deleted it: it stays deleted, though the template has it again/,
  );
  expect(back.err).toMatch(
    /^Dockerfile: ENTRYPOINT starts \/app\/main\.py, and no file of the project is there: the project has src\/run_analysis\.py\. .*ENTRYPOINT \["python3", "\/app\/run_analysis\.py"\]$/m,
  );
  expect(back.err).toMatch(/^packages: pandas==2\.2\.3 stays as you wrote it into requirements\.txt/m);
  expect(read('requirements.txt')).toMatch(/\npandas==2\.2\.3\npydicom==3\.0\.1\n$/);
  expect((await create(['gpu=false'])).out).not.toContain('you deleted it');
});

test('a starter that is made beside programs of the person’s is said to be what starts', async () => {
  await create(['base=jupyter']);
  write('src/run_analysis.py', 'print(1)\n');
  const { err } = await create(['base=python']);
  expect(err).toMatch(
    /^Dockerfile: the image starts src\/main\.py, the example as it is written, and none of your programs \(src\/run_analysis\.py\)/m,
  );
  expect((await create(['gpu=false'])).err).not.toContain('the image starts');
});

/** Each package once, in the person's version. */
function expectOwnVersions(): void {
  expect(read('requirements.txt').match(/^(?:torch|transformers).*$/gm)).toEqual([
    'transformers==5.24.0',
    'torch==2.11.0',
  ]);
  expect(read('requirements-torch.txt').match(/^torch.*$/gm)).toEqual(['torch==2.11.0+cpu']);
}

test('a version that a person wrote beside a model stands in both files, and in the answers, then and later', async () => {
  await begin('transformers==5.24.0\ntorch==2.11.0\n');
  const { err, out } = await create(['models=org/one@0123456789abcdef0123456789abcdef01234567']);
  expect(out).not.toContain('in the way');
  expect(err).toMatch(/^packages: torch==2\.11\.0 stays as you wrote it into requirements\.txt/m);
  expectOwnVersions();
  expect(answered()).toEqual(['pandas==2.2.3', 'transformers==5.24.0', 'torch==2.11.0']);
  await create(['gpu=false', 'description=Another one']);
  expectOwnVersions();
  const there = await create(['base=jupyter'], { 'on-conflict': 'theirs' });
  expect(there.err).toMatch(/transformers==5\.24\.0 -> transformers=5, torch==2\.11\.0 -> pytorch=2$/m);
  expect(there.err).toContain('--set packages=pandas=2.2.3,transformers=5.24.0,pytorch=2.11.0 ');
});

test('a version that is given in the same command is no other one', async () => {
  await begin('torch==2.11.0\n');
  const { err } = await create(['base=jupyter', 'packages=pandas=2.2.3,pytorch=2.11.0'], { 'on-conflict': 'theirs' });
  expect(err).not.toContain('packages');
});

test('an answer without a version is satisfied by the line that has one', async () => {
  await create(['base=python', 'packages=pandas==2.2.3,scikit-learn']);
  replace('requirements.txt', /^scikit-learn$/m, 'scikit-learn==1.7.2');
  const { err } = await create(['models=org/one@0123456789abcdef0123456789abcdef01234567'], { 'on-conflict': 'yours' });
  expect(err).not.toContain('the image installs what');
});

test('a notebook that somebody worked in is their program, and is made one before Python starts it', async () => {
  await create(['base=jupyter']);
  replace(
    'src/start.ipynb',
    '"cells": [',
    '"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["1"]}, ',
  );
  const { err } = await create(['base=python'], { 'on-conflict': 'theirs' });
  expect(err).toContain('and none of your programs (src/start.ipynb)');
  expect(err).toContain(
    '(jupyter nbconvert --to script src/start.ipynb), and name it there: ENTRYPOINT ["python3", "/app/start.py"]',
  );
  const environment = catchEnvironment();
  await check({ targets: [root], flags: {} }, environment);
  expect(environment.printed.out).toContain('the container starts the example that tre-container wrote (src/main.py)');
});

test('a version that is given and not taken, since the list has another one by hand, is said', async () => {
  await create(['base=python', 'packages=pandas==2.2.3,numpy==2.3.1']);
  replace('requirements.txt', 'pandas==2.2.3', 'pandas==2.3.0');
  const { err } = await create(['packages=pandas==2.2.3,numpy==2.3.1,scipy==1.16.0']);
  expect(read('requirements.txt')).toContain('pandas==2.3.0');
  expect(err).toContain('it has pandas==2.3.0, and the answers pandas==2.2.3; for the answers to say the same: --set');
  expect(err).not.toContain('does not have');
  expect((await create(['packages=pandas==2.3.0,numpy==2.3.1,scipy==1.16.0'])).err).not.toContain('and the answers');
});

test('what is no plain name with a version is named too, and is no answer', async () => {
  const lines = [
    'mypkg @ git+https://example.org/x.git@0123456789abcdef0123456789abcdef01234567',
    'requests==2.32.0 --hash=sha256:aa \\\n    --hash=sha256:bb',
    'foo (>=1.2)',
    'https://example.org/a-1.0-py3-none-any.whl',
    '-r extra.txt',
    '-e ./tools',
    './local_pkg',
  ];
  await begin(`${lines.join('\n')}\n`);
  const { err } = await create(['base=jupyter', 'packages='], { 'on-conflict': 'theirs' });
  const left = /left out, since jupyter[^\n]*did: (.*)$/m.exec(err)?.[1] ?? '';
  for (const named of [
    'mypkg @ git+https',
    'requests==2.32.0',
    'foo (>=1.2)',
    'a-1.0-py3',
    '-r extra.txt',
    '-e ./tools',
    './local_pkg',
  ])
    expect(left).toContain(named);
  expect(left.match(/\.\/tools/g)).toHaveLength(1);
  const set = /to keep them: (.*)$/m.exec(err)?.[1] ?? '';
  expect(set).toMatch(/^--set 'packages=[^']*requests=2\.32\.0,foo>=1\.2' .*give foo a version\); mypkg @ git/);
  expect(set).toMatch(
    /-r extra\.txt, -e \.\/tools you write into environment\.yml yourself, at the end of its dependencies: " {2}- pip:" and below that [^\n]*: --set systemPackages=git$/,
  );
});

test('so is one of the answers, whatever the language of the new base', async () => {
  const utils = 'utils @ git+https://github.com/annlab/utils.git@v1.0';
  await create(['base=python', `packages=pandas==2.2.3,${utils}`, 'systemPackages=git']);
  const toR = await create(['base=r'], { 'dry-run': true });
  expect(toR.err).toContain(`did: pandas==2.2.3, ${utils}`);
  const toJupyter = await create(['base=jupyter'], { 'dry-run': true });
  expect(toJupyter.err).toContain(`; ${utils} you write into environment.yml yourself`);
});

test('so is what conda’s notation holds', async () => {
  await create(['base=jupyter']);
  const more = [
    'conda-forge::lifelines=0.27.0',
    '"statsmodels >=0.14"',
    'numpy 1.26.*',
    'pip:\n    - -r extra.txt\n    - ./local',
  ];
  replace('environment.yml', /^dependencies:.*$/m, `dependencies:\n${more.map((each) => `  - ${each}`).join('\n')}`);
  const { err } = await create(['base=python'], { 'on-conflict': 'theirs' });
  expect(err).toMatch(
    /left out, since python[^\n]*: conda-forge::lifelines=0\.27\.0, statsmodels >=0\.14, numpy 1\.26\.\*, \.\/local, -r extra\.txt/,
  );
  expect(err).toContain("lifelines==0.27.0,statsmodels>=0.14,numpy==1.26.*'");
});

/** A list that was edited goes and comes back: each line of it, and a word on those that nobody answered in that run. */
async function goAndBack(
  bases: readonly [string, string],
  packages: string,
  list: string,
  edit: (text: string) => string,
): Promise<{
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly unsaid: readonly string[];
}> {
  await create([`base=${bases[0]}`, `packages=${packages}`]);
  write(list, edit(read(list)));
  const before = namesIn(list);
  await create([`base=${bases[1]}`], { 'on-conflict': 'theirs' });
  const { err } = await create([`base=${bases[0]}`]);
  const said = /^packages: (.*) stay in \S+, which was yours since the base changed/m.exec(err)?.[1] ?? '';
  await create(['description=Later']);
  const names = packages.split(',').map((each) => each.split(/=|@/, 1)[0] ?? '');
  return {
    before,
    after: namesIn(list),
    unsaid: names.filter((each) => !said.toLowerCase().includes(each.toLowerCase())),
  };
}

const nothingLost = ({ before, after, unsaid }: Awaited<ReturnType<typeof goAndBack>>): readonly string[] => [
  ...before.filter((each) => !after.includes(each)),
  ...unsaid,
];

function namesIn(list: string): readonly string[] {
  return readListed(list, read(list)).map(({ written }) => written);
}

test.each([
  ['pytorch', 'jupyter', 'pandas==2.2.3,monai==1.5.0', 'requirements.txt', 'scikit-learn==1.7.0\n'],
  ['python', 'r', 'seaborn==0.13.2,lifelines==0.30.0', 'requirements.txt', 'scikit-learn==1.7.0\n'],
  ['jupyter', 'python', 'polars=1.35.2,lifelines=0.30.0', 'environment.yml', '  - numpy=2.3.1\n'],
] as const)(
  'what a list of %s had by answers stays when it was edited, left for %s and taken again',
  async (...row) => {
    const [base, other, packages, list, line] = row;
    const kept = await goAndBack([base, other], packages, list, (text) => `${text}${line}`);
    expect(nothingLost(kept)).toEqual([]);
  },
);

test.each([
  ['r', 'install_packages.R', 'survival,mice', '  "lme4",\n'],
  ['julia', 'install_packages.jl', 'StatsBase,Distributions', '    PackageSpec(name = "GLM"),\n'],
] as const)('so does a list in a program of %s', async (base, list, packages, line) => {
  const kept = await goAndBack([base, 'python'], packages, list, (text) =>
    text.replace(new RegExp(`^ .*"${packages.split(',', 1)[0] ?? ''}".*,\n`, 'm'), (found) => `${found}${line}`),
  );
  expect(nothingLost(kept)).toEqual([]);
});

test('a version that each tool writes in its own way is the same one, and keeps everything in one go', async () => {
  await create(['base=jupyter', 'packages=pandas=2.3.3,lifelines=0.30']);
  const there = await create(['base=python', 'packages=lifelines==0.30.*,pandas==2.3.3']);
  expect(there.err).not.toMatch(/version changes|left out/);
  const back = await create(['base=jupyter'], { 'dry-run': true });
  expect(back.err).not.toContain('version changes');
  expect(back.err).not.toMatch(/give lifelines/);
  // Another version is told, and the way to keep the one of now is in conda's own form.
  const other = await create(['base=jupyter', 'packages=pandas=2.2.2,lifelines=0.29'], { 'dry-run': true });
  expect(other.err).toMatch(
    /version changes[^\n]*: lifelines==0\.30\.\* -> lifelines=0\.29, pandas==2\.3\.3 -> pandas=2\.2\.2$/m,
  );
  expect(other.err).toMatch(/--set packages=lifelines=0\.30,pandas=2\.3\.3 \(nothing looks up[^;]*versions\)$/m);
  expect(other.err).toContain(
    'setting the base python again would bring its defaults, and not what you answered for it',
  );
});
